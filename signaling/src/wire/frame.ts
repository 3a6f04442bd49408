/**
 * Server-to-client WebSocket frames (RFC 6455, section 5.2), whole in one buffer: one write to the socket
 * for a frame, where `ws` makes two (header, payload). Unmasked, final, never compressed.
 */
const TEXT = 0x81;

/** A text frame with the given payload. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = allocate(length);
  frame.write(text, frame.length - length);
  return frame;
}

/**
 * A text frame of `raw[0, end)` followed by `suffix`.
 * @param raw a JSON object's text
 * @param end index of its closing brace
 * @param suffix what replaces the brace and all after it; ASCII
 */
export function splicedFrame(raw: Buffer, end: number, suffix: string): Buffer {
  const frame = allocate(end + suffix.length);
  const start = frame.length - end - suffix.length;
  // A copy of all of it spares a view on a part; what does not fit, or is too much, the suffix writes over.
  raw.copy(frame, start);
  for (let index = 0; index < suffix.length; index++) frame[start + end + index] = suffix.charCodeAt(index);
  return frame;
}

/** A frame of unset payload bytes behind a finished header. */
function allocate(payload: number): Buffer {
  if (payload < 126) {
    const frame = Buffer.allocUnsafe(2 + payload);
    frame[0] = TEXT;
    frame[1] = payload;
    return frame;
  }
  if (payload < 65_536) {
    const frame = Buffer.allocUnsafe(4 + payload);
    frame[0] = TEXT;
    frame[1] = 126;
    frame[2] = payload >> 8;
    frame[3] = payload & 0xff;
    return frame;
  }
  const frame = Buffer.allocUnsafe(10 + payload);
  frame[0] = TEXT;
  frame[1] = 127;
  frame.writeUInt32BE(0, 2);
  frame.writeUInt32BE(payload, 6);
  return frame;
}
