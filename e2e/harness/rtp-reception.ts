import datachannel, { type DataChannel, type PeerConnection, type Track } from 'node-datachannel';
import { parseReportMessage, type Report } from '../../extension/core/report.ts';
import { withStereoSound } from '../../extension/core/sdp.ts';
import type { IncomingRelay } from '../../extension/core/session-state.ts';
import { NO_WISH } from '../../extension/core/wish.ts';
import type { LinkState } from '../../extension/core/snapshot.ts';
import type { LinkSignal } from '../../extension/rtc/negotiator.ts';
import { createFrameAssembly, type FrameAssembly, type ReceivedFrame, type RtpCodec } from './rtp-frames.ts';
import { narrowOffer } from './rtp-sdp.ts';

type Candidate = Extract<IncomingRelay, { type: 'ice-candidate' }>['candidate'];

/** bit/s that a viewer says its link carries: more than a preset of 1080p30 takes. */
const LINK_BITRATE = 12_000_000;

/** ms between two reports, as rtc/reporter has it. */
const REPORT_MS = 250;

/** One connection with a member who shares: takes the packets, decodes nothing, and reports as a viewer does. */
export class RtpReception {
  readonly #connection: PeerConnection;
  readonly #codec: RtpCodec;
  readonly #assembly: FrameAssembly;
  readonly #reports: NodeJS.Timeout;
  /** Candidates that came before the offer; null after it. */
  #early: Candidate[] | null = [];
  #offer: number | undefined;
  #frames: ReceivedFrame[] = [];
  #decoded = 0;
  #ping: { readonly echo: number; readonly heardAt: number } | null = null;
  #firstAt: number | null = null;

  constructor(codec: RtpCodec, signal: (message: LinkSignal) => void) {
    this.#codec = codec;
    this.#assembly = createFrameAssembly(codec);
    this.#connection = new datachannel.PeerConnection('viewer', { iceServers: [] });
    // The ids that rtc/link gives them.
    this.#connection.createDataChannel('porthole', { negotiated: true, id: 0 });
    this.#reports = this.#reportOn(
      this.#connection.createDataChannel('porthole-reports', {
        negotiated: true,
        id: 1,
        unordered: true,
        maxRetransmits: 0,
      }),
    );
    this.#connection.onTrack((track) => this.#receive(track));
    this.#connection.onLocalDescription((sdp, type) => {
      const n = this.#offer;
      if (type === 'answer') signal({ type, sdp: withStereoSound(sdp), ...(n !== undefined && { n }) });
    });
    this.#connection.onLocalCandidate((candidate, sdpMid) =>
      signal({ type: 'ice-candidate', candidate: { candidate: candidate.replace(/^a=/, ''), sdpMid } }),
    );
  }

  get state(): LinkState {
    return this.#connection.state() === 'connected' ? 'connected' : 'connecting';
  }

  /** ms since the epoch at which the first key frame was whole; null before. */
  get firstAt(): number | null {
    return this.#firstAt;
  }

  /** @throws Error for an offer without the codec */
  handle(relay: IncomingRelay): void {
    if (relay.type === 'ice-candidate') this.#takeCandidate(relay.candidate);
    if (relay.type !== 'offer') return;
    this.#offer = relay.n;
    this.#connection.setRemoteDescription(narrowOffer(relay.sdp, this.#codec), 'offer');
    const early = this.#early ?? [];
    this.#early = null;
    for (const candidate of early) this.#takeCandidate(candidate);
  }

  /** Frames since the last call. */
  takeFrames(): readonly ReceivedFrame[] {
    return this.#frames.splice(0);
  }

  close(): void {
    clearInterval(this.#reports);
    this.#connection.close();
  }

  #takeCandidate(candidate: Candidate): void {
    if (this.#early) this.#early.push(candidate);
    else if (candidate.candidate)
      this.#connection.addRemoteCandidate(candidate.candidate, candidate.sdpMid ?? '0');
  }

  #receive(track: Track): void {
    // Sends receiver reports and REMB; without them Chromium's estimate never rises.
    track.setMediaHandler(new datachannel.RtcpReceivingSession());
    if (track.type() !== 'video') return;
    track.onOpen(() => track.requestBitrate(LINK_BITRATE));
    track.onMessage((packet) => {
      const { broken } = this.#assembly;
      const frame = this.#assembly.add(packet, Date.now());
      if (this.#assembly.broken && !broken) track.requestKeyframe();
      if (frame) this.#take(frame);
    });
  }

  #take(frame: ReceivedFrame): void {
    this.#firstAt ??= frame.at;
    this.#decoded += 1;
    this.#frames.push(frame);
  }

  #reportOn(channel: DataChannel): NodeJS.Timeout {
    channel.onMessage((data) => {
      const message = parseReportMessage(data);
      if (message?.type === 'ping') this.#ping = { echo: message.at, heardAt: Date.now() };
    });
    let before = 0;
    return setInterval(() => {
      if (!channel.isOpen() || this.#decoded === 0) return;
      channel.sendMessage(JSON.stringify(this.#report((this.#decoded - before) * (1000 / REPORT_MS))));
      before = this.#decoded;
    }, REPORT_MS);
  }

  /** Every whole frame counts as decoded; what only a decoder knows is not told. */
  #report(fps: number): Report {
    const { echo, heardAt } = this.#ping ?? { echo: null, heardAt: Date.now() };
    return {
      type: 'report',
      decoded: this.#decoded,
      fps,
      freezes: 0,
      jitterMs: null,
      decodeMs: null,
      width: 0,
      height: 0,
      hidden: false,
      echo,
      heldMs: Date.now() - heardAt,
      received: null,
      stopped: false,
      tile: null,
      display: null,
      wish: NO_WISH,
    };
  }
}
