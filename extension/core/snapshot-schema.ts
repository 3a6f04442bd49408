import * as v from 'valibot';
import { FAULT_CODES } from './faults.ts';
import { PRESET_IDS } from './presets.ts';
import { regionSchema } from './region.ts';
import { MICROPHONE_TROUBLES } from './share-control.ts';
import { shownSchema } from './shown.ts';
import type { Snapshot } from './snapshot.ts';

/* What a Snapshot looks like when it has crossed a Port: checked like anything that comes from elsewhere. */

/** No text in a Snapshot is longer: a tab's title and a room link are the longest. */
const text = v.pipe(v.string(), v.maxLength(65_536));
const number = v.number();
const maybe = v.nullable(number);

const fault = v.object({ code: v.picklist(FAULT_CODES), retryInMs: v.exactOptional(number) });
const room = v.object({
  id: text,
  link: text,
  open: v.boolean(),
  phrase: v.boolean(),
  host: v.boolean(),
  locked: v.boolean(),
  waitingRoom: v.boolean(),
});
const named = v.object({ id: text, name: text });

const flag = v.nullable(v.boolean());

const journey = v.object({
  capturedFps: maybe,
  encodedFps: maybe,
  sentFps: maybe,
  decodedFps: maybe,
  shownFps: maybe,
  encodeMs: maybe,
  bufferMs: maybe,
  decodeMs: maybe,
  freezes: maybe,
  hardwareEncoder: flag,
  hardwareDecoder: flag,
  delayMs: maybe,
  delayReckoned: v.boolean(),
});

const media = v.object({
  width: number,
  height: number,
  fps: number,
  kbps: number,
  rttMs: maybe,
  loss: maybe,
  codec: text,
  audio: v.boolean(),
  path: v.nullable(v.picklist(['direct', 'relay-udp', 'relay-tcp', 'relay-tls', 'relay'])),
  ipv6: flag,
  journey,
});

const pointing = v.object({ allowed: v.boolean(), overlay: v.boolean() });

const peer = v.object({
  id: text,
  name: text,
  host: v.boolean(),
  sharing: v.boolean(),
  paused: v.boolean(),
  link: v.picklist(['none', 'connecting', 'connected', 'failed', 'cut-off']),
  code: v.nullable(v.array(number)),
  recording: v.boolean(),
  receiving: v.nullable(media),
  sending: v.nullable(media),
  shown: v.nullable(shownSchema),
  rung: v.nullable(shownSchema),
  pointing: v.nullable(pointing),
  points: v.boolean(),
  crashed: v.boolean(),
});

const share = v.object({
  source: v.picklist(['tab', 'display']),
  title: text,
  preset: v.picklist(PRESET_IDS),
  hint: v.picklist(['detail', 'motion']),
  sound: v.boolean(),
  actual: v.nullable(v.object({ width: number, height: number, fps: number })),
  belowPreset: v.boolean(),
  kbps: number,
  fps: number,
  uplinkKbps: maybe,
  startedAt: number,
  paused: v.nullable(v.object({ site: v.nullable(text) })),
  region: v.nullable(regionSchema),
  microphone: v.nullable(
    v.object({
      label: text,
      muted: v.boolean(),
      trouble: v.nullable(v.picklist(MICROPHONE_TROUBLES)),
    }),
  ),
  pointing,
  crashed: v.boolean(),
});

const count = v.exactOptional(number);
const refusals = v.object({
  unsealed: count,
  stranger: count,
  forged: count,
  replayed: count,
  malformed: count,
});

const ended = v.object({
  reason: v.picklist(['stopped', 'tab-closed', 'source-ended', 'left']),
  peer: text,
  name: v.exactOptional(text),
});

const recording = v.object({
  state: v.picklist(['starting', 'recording', 'paused', 'waiting', 'stopping']),
  id: v.nullable(text),
  peer: text,
  bytes: number,
  recordedMs: number,
  runningSince: maybe,
});

export const snapshotSchema: v.GenericSchema<unknown, Snapshot> = v.object({
  phase: v.picklist(['idle', 'connecting', 'waiting', 'joined', 'reconnecting', 'failed']),
  fault: v.nullable(fault),
  room: v.nullable(room),
  me: v.nullable(named),
  peers: v.array(peer),
  waiting: v.array(named),
  maxPeers: number,
  share: v.nullable(share),
  tampering: v.nullable(refusals),
  noRelay: v.boolean(),
  ended: v.nullable(ended),
  recording: v.nullable(recording),
});
