import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Program, freePort, hasProgram } from '../signaling/src/testing/process.ts';
import { launchBare, launchSampleSharer } from './harness/launch.ts';
import type { Page } from './harness/page.ts';
import { shareTab } from './harness/room.ts';
import { serveSample } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { SignalingServer } from './harness/server.ts';
import { until } from './harness/until.ts';

const SECRET = 'a-secret-shared-with-coturn';

/** Put before the page's own scripts: the person has chosen relay only; and connections can be asked later. */
const RELAY_ONLY = `
if (location.protocol === 'http:') localStorage.setItem('porthole.settings', '{"relayOnly":true}');
globalThis.portholeConnections = [];
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(options) {
    super(options);
    globalThis.portholeConnections.push(this);
  }
};`;

/** What flows, and how. */
interface Flow {
  readonly frames: number;
  /** Type of the local candidate in use: host, srflx, prflx or relay. */
  readonly way: string;
  /** Types of all local candidates: what the peer could learn of me. */
  readonly offered: readonly string[];
}

declare global {
  var portholeConnections: RTCPeerConnection[] | undefined;
}

/** Runs in the page. */
async function readFlow(): Promise<Flow | null> {
  for (const connection of globalThis.portholeConnections ?? []) {
    const stats = [...(await connection.getStats()).values()];
    const find = (test: (entry: Record<string, unknown>) => boolean) => stats.find(test);
    const video = find((entry) => entry['type'] === 'inbound-rtp' && entry['kind'] === 'video');
    const transport = find((entry) => entry['type'] === 'transport');
    const pair = find((entry) => entry['id'] === transport?.selectedCandidatePairId);
    const local = find((entry) => entry['id'] === pair?.localCandidateId);
    const mine = stats.filter((entry) => entry['type'] === 'local-candidate');
    const offered = [...new Set(mine.map((entry) => String(entry['candidateType'])))];
    if (video && local) return { frames: video.framesDecoded ?? 0, way: local.candidateType, offered };
  }
  return null;
}

describe.skipIf(!hasProgram('turnserver', 'coturn'))('a relay', () => {
  const scope = new Scope();
  let page: Page;

  beforeAll(async () => {
    const port = await freePort();
    const options = `-n --listening-ip=127.0.0.1 --relay-ip=127.0.0.1 --listening-port=${port} --no-tls --no-dtls
      --use-auth-secret --static-auth-secret=${SECRET} --realm=porthole.test --fingerprint --no-cli --allow-loopback-peers
      --log-file=/dev/null --pidfile=/dev/null --min-port=49200 --max-port=49299`;
    scope.own(Program.spawn('turnserver', options.split(/\s+/)), (coturn) => coturn.stop('SIGKILL'));
    const turn = { TURN_URLS: `turn:127.0.0.1:${port}`, TURN_SECRET: SECRET };
    scope.own(await SignalingServer.start(turn), (server) => server.stop());
    const sample = scope.own(await serveSample(), (started) => started.close());
    const sharer = await launchSampleSharer(scope, inject('grantedProfile'), sample);
    const link = await shareTab(sharer, sample.url);
    const watcher = await launchBare(scope);
    page = await watcher.open('about:blank');
    await page.send('Page.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: RELAY_ONLY });
    await page.navigate(link);
  });
  afterAll(() => scope.close());

  it('alone carries the picture to one who chose relay only, with the credential that the service handed out', async () => {
    const flow = await until(
      'frames to arrive',
      async () => {
        const seen = await page.evaluate(readFlow);
        return seen && seen.frames > 20 ? seen : null;
      },
      30_000,
    );
    expect(flow.way).toBe('relay');
    expect(flow.offered).toEqual(['relay']);
    await page.press('s');
    await page.waitText('stats-path', /^Relay, UDP$/);
  });
});
