/** What a member with a browser of its own can do to who shares with it, over the connection that they have. */
export type Attack = 'many' | 'large' | 'channels' | 'garbage';

/** What came of it. */
export interface Attacked {
  /** Left this browser; some of it may never have arrived. */
  readonly bytes: number;
  readonly messages: number;
  /** ms */
  readonly took: number;
  /** The connection was closed by the other end. */
  readonly cutOff: boolean;
}

declare global {
  // eslint-disable-next-line no-var -- a global of a script is declared with var
  var portholeAttack: (attack: Attack, bytes: number) => Promise<Attacked | null>;
}

/** bytes, the largest message that Chromium sends */
const LARGEST = 256 * 1024;
/** bytes that may wait to be sent; beyond 16 MB Chromium throws */
const WAITING = 4 * 1024 * 1024;
/** ms after which an attack is given up */
const PATIENCE_MS = 20_000;
/** Messages that are enough where bytes do not count. */
const ENOUGH: Readonly<Partial<Record<Attack, number>>> = { channels: 1000, garbage: 40 };

const channels: RTCDataChannel[] = [];
const connections = new Map<RTCDataChannel, RTCPeerConnection>();

globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  override createDataChannel(label: string, options?: RTCDataChannelInit): RTCDataChannel {
    const channel = super.createDataChannel(label, options);
    channels.push(channel);
    connections.set(channel, this);
    return channel;
  }
};

/** @returns null before there is a connection to attack */
globalThis.portholeAttack = async (attack, bytes) => {
  const channel = channels.find(({ label, readyState }) => label === 'porthole' && readyState === 'open');
  const connection = channel && connections.get(channel);
  if (!channel || !connection) return null;
  const startedAt = performance.now();
  const sent = { bytes: 0, messages: 0 };
  const isOpen = () => channel.readyState === 'open' && performance.now() - startedAt < PATIENCE_MS;
  const isEnough = () => sent.bytes >= bytes || sent.messages >= (ENOUGH[attack] ?? Infinity);
  for (const say = sayer(attack, channel, connection); isOpen() && !isEnough();) {
    while (isOpen() && channel.bufferedAmount > WAITING) await pause(1);
    sent.bytes += await say();
    sent.messages += 1;
    // The news of the end comes between two tasks.
    if (sent.messages % 16 === 0) await pause(0);
  }
  const outOfReach = () => channel.readyState !== 'open';
  if (attack !== 'garbage') while (isOpen()) await pause(10);
  const left = sent.bytes - channel.bufferedAmount;
  return { ...sent, bytes: left, took: performance.now() - startedAt, cutOff: outOfReach() };
};

/** @returns says one more thing, and how many bytes that was */
function sayer(
  attack: Attack,
  channel: RTCDataChannel,
  connection: RTCPeerConnection,
): () => number | Promise<number> {
  const large = new Uint8Array(LARGEST);
  crypto.getRandomValues(large.subarray(0, 65_536));
  let said = 0;
  const send = (data: string | Uint8Array<ArrayBuffer>): number => {
    if (channel.readyState !== 'open') return 0;
    if (typeof data === 'string') channel.send(data);
    else channel.send(data);
    return data.length;
  };
  switch (attack) {
    case 'many':
      return () => send('{"type":"heard"}');
    case 'large':
      return () => send(large);
    case 'channels':
      return () => (connection.createDataChannel(`more ${said++}`), 1);
    case 'garbage':
      // No more than an honest peer says: it has to be read.
      return async () => (await pause(50), send(GARBAGE[said++ % GARBAGE.length] ?? ''));
  }
}

const GARBAGE: readonly (string | Uint8Array<ArrayBuffer>)[] = [
  '',
  '{',
  'null',
  '[[[[[[[[',
  '{"type":"share-ended"}',
  '{"type":"gate","proof":"x","closed":true,"expected":[],"removed":[]}',
  '{"type":"code-reveal","nonce":"AAAA"}',
  '{"type":"decoding","__proto__":{"type":"heard"}}',
  '{"type":"report","width":1e999,"height":-1}',
  new Uint8Array([0, 255, 254, 0xc0, 0x80]),
  '\u0000\uD800',
];

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
