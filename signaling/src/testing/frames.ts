/** A frame that a client sends (RFC 6455, section 5.2), however wrong. */
export interface ClientFrame {
  /** FIN, reserved bits and opcode */
  readonly first: number;
  readonly payload: Buffer;
  /** Four bytes; null leaves the payload unmasked. */
  readonly mask: Buffer | null;
  /** Takes a longer form of the length than it has to. */
  readonly wide?: boolean;
}

const MASK = Buffer.from([1, 2, 3, 200]);

export function encodeFrame({ first, payload, mask, wide = false }: ClientFrame): Buffer {
  const head = Buffer.concat([Buffer.from([first]), lengthBytes(payload.length, mask ? 0x80 : 0, wide)]);
  if (!mask) return Buffer.concat([head, payload]);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0))]);
}

/** A masked frame. @param first FIN, reserved bits and opcode */
export function clientFrame(first: number, payload: Buffer | string = ''): Buffer {
  return encodeFrame({ first, payload: Buffer.from(payload), mask: MASK });
}

function lengthBytes(length: number, maskBit: number, wide: boolean): Buffer {
  if (length < 126 && !wide) return Buffer.from([length | maskBit]);
  if (length < 65_536) return Buffer.from([126 | maskBit, length >> 8, length & 0xff]);
  const bytes = Buffer.alloc(9);
  bytes[0] = 127 | maskBit;
  bytes.writeUInt32BE(length, 5);
  return bytes;
}
