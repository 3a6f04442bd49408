import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Program, freePort, hasProgram } from '../signaling/src/testing/process.ts';
import type { Browser } from './harness/browser.ts';
import { makeCertificate, type Certificate } from './harness/certificate.ts';
import { SMALL_PAGE, launchBare, launchSampleSharer } from './harness/launch.ts';
import type { Page } from './harness/page.ts';
import { shareTab } from './harness/room.ts';
import { serveSample } from './harness/sample-server.ts';
import { Scope } from './harness/scope.ts';
import { changeSettings } from './harness/settings.ts';
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
  /** The same of the sharer's end. */
  readonly farWay: string;
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
    const remote = find((entry) => entry['id'] === pair?.remoteCandidateId);
    const mine = stats.filter((entry) => entry['type'] === 'local-candidate');
    const offered = [...new Set(mine.map((entry) => String(entry['candidateType'])))];
    if (video && local && remote) {
      const [way, farWay] = [local.candidateType, remote.candidateType];
      return { frames: video.framesDecoded ?? 0, way, farWay, offered };
    }
  }
  return null;
}

describe.skipIf(!hasProgram('turnserver', 'coturn') || !hasProgram('openssl', 'openssl'))('a relay', () => {
  const scope = new Scope();
  let page: Page;
  let sharer: Browser;
  let relay: Program;
  let port: number;
  let securePort: number;
  let certificate: Certificate;
  let server: SignalingServer;

  const startRelay = (...more: string[]): Program => {
    const options = `-n --listening-ip=127.0.0.1 --relay-ip=127.0.0.1 --listening-port=${port} --no-dtls
      --use-auth-secret --static-auth-secret=${SECRET} --realm=porthole.test --fingerprint --no-cli --allow-loopback-peers
      --log-file=/dev/null --pidfile=/dev/null --min-port=49200 --max-port=49299`;
    const started = Program.spawn('turnserver', [...options.split(/\s+/), ...more]);
    return scope.own(started, (coturn) => coturn.stop('SIGKILL'));
  };

  /** Waits until so many frames have come on a connection that is as it should be. */
  const flow = (what: string, isRight: (seen: Flow) => boolean): Promise<Flow> =>
    until(
      what,
      async () => {
        const seen = await page.evaluate(readFlow);
        return seen && seen.frames > 20 && isRight(seen) ? seen : null;
      },
      30_000,
    );

  beforeAll(async () => {
    port = await freePort();
    // Offered both, Chromium keeps whichever answers first.
    relay = startRelay('--no-tcp', '--no-tls');
    securePort = await freePort();
    certificate = await makeCertificate(scope);
    const urls = [
      `turn:127.0.0.1:${port}`,
      `turn:127.0.0.1:${port}?transport=tcp`,
      `turns:127.0.0.1:${securePort}?transport=tcp`,
    ];
    const turn = { TURN_URLS: urls.join(), TURN_SECRET: SECRET };
    server = scope.own(await SignalingServer.start(turn), (started) => started.stop());
    const sample = scope.own(await serveSample(), (started) => started.close());
    const trusting = { flags: [certificate.trust] };
    sharer = await launchSampleSharer(scope, inject('grantedProfile'), sample, {
      ...SMALL_PAGE,
      ...trusting,
    });
    const link = await shareTab(sharer, sample.url);
    const watcher = await launchBare(scope, trusting);
    page = await watcher.open('about:blank');
    await page.send('Page.enable');
    await page.send('Page.addScriptToEvaluateOnNewDocument', { source: RELAY_ONLY });
    await page.navigate(link);
  });
  afterAll(() => scope.close());

  it('alone carries the picture to one who chose relay only, with the credential that the service handed out', async () => {
    const seen = await flow('frames to arrive', () => true);
    expect(seen.way).toBe('relay');
    expect(seen.offered).toEqual(['relay']);
    await page.press('s');
    await page.waitText('stats-path', /^Relay, UDP$/);
  });

  it('carries it at both ends where the sharer chooses the same', async () => {
    await changeSettings(sharer, { relayOnly: true });
    const before = await page.evaluate(readFlow);
    await flow(
      'frames from relay to relay',
      ({ way, farWay, frames }) =>
        way === 'relay' && farWay === 'relay' && frames > (before?.frames ?? 0) + 20,
    );
  });

  it('carries it over TCP where no datagram gets through to it, and that is said', async () => {
    await relay.stop('SIGKILL');
    relay = startRelay('--no-udp', '--no-tls');
    await page.send('Page.reload');
    const { way, farWay } = await flow('frames by TCP', () => true);
    expect([way, farWay]).toEqual(['relay', 'relay']);
    await page.press('s');
    await page.waitText('stats-path', /^Relay, TCP$/);
  });

  it('carries it over TLS where nothing else gets through to it, and that is said', async () => {
    await relay.stop('SIGKILL');
    const { certificate: cert, key } = certificate;
    const secure = [`--tls-listening-port=${securePort}`, `--cert=${cert}`, `--pkey=${key}`];
    relay = startRelay('--no-udp', '--no-tcp', ...secure);
    await page.send('Page.reload');
    const { way, farWay } = await flow('frames by TLS', () => true);
    expect([way, farWay]).toEqual(['relay', 'relay']);
    await page.press('s');
    await page.waitText('stats-path', /^Relay, TLS$/);
  });

  it('is not believed over TLS when nobody vouches for its certificate', async () => {
    const careful = await launchBare(scope);
    const stranger = await careful.open('about:blank');
    const { iceServers } = (await (await fetch(`${server.origin}/config`)).json()) as Config;
    const secure = iceServers.flatMap(({ urls, ...credential }) =>
      [urls].flat().flatMap((url) => (url.startsWith('turns:') ? { urls: url, ...credential } : [])),
    );
    // 701: the server could not be reached, https://www.w3.org/TR/webrtc/#rtcpeerconnectioniceerrorevent
    expect(await stranger.evaluate(reachRelay, JSON.stringify(secure))).toBe('error 701');
    expect(await page.evaluate(reachRelay, JSON.stringify(secure))).toBe('tls');
  });
});

interface Config {
  readonly iceServers: RTCIceServer[];
}

/** Runs in a page. @param servers as JSON @returns the protocol by which the relay was reached, or the error */
async function reachRelay(servers: string): Promise<string> {
  const iceServers = JSON.parse(servers) as RTCIceServer[];
  const connection = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' });
  const outcome = new Promise<string>((resolve) => {
    connection.addEventListener('icecandidate', ({ candidate }) => {
      // Not yet in the types: https://www.w3.org/TR/webrtc/#dom-rtcicecandidate-relayprotocol
      if (candidate && 'relayProtocol' in candidate) resolve(String(candidate.relayProtocol));
    });
    connection.addEventListener('icecandidateerror', ({ errorCode }) => resolve(`error ${errorCode}`));
    setTimeout(resolve, 20_000, 'nothing');
  });
  connection.createDataChannel('any');
  await connection.setLocalDescription();
  const seen = await outcome;
  connection.close();
  return seen;
}
