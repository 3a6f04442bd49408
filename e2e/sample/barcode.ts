/**
 * A frame's own number and time, drawn as a barcode that survives a codec at a low rate and rescaling: two rows of big
 * black and white cells over the width of the picture, between guard cells, with a checksum.
 */

/** What one frame says of itself. */
export interface Stamp {
  /** Frame counter, modulo 2^20. */
  readonly counter: number;
  /** ms since the epoch when the frame was drawn, modulo 2^24 (4.6 hours). */
  readonly time: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** RGBA, as `CanvasRenderingContext2D.getImageData` gives it. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
}

/** A picture's brightness, whatever it is stored as. */
export interface Luma {
  /** px */
  readonly width: number;
  /** px */
  readonly height: number;
  /** 0–255, of the pixel at a place within. */
  at(x: number, y: number): number;
}

const COUNTER_BITS = 20;
const TIME_BITS = 24;
const CHECK_BITS = 8;
const ROWS = 2;
/** A row is: white guard, data, black guard. */
const DATA_COLUMNS = (COUNTER_BITS + TIME_BITS + CHECK_BITS) / ROWS;
const COLUMNS = DATA_COLUMNS + 2;

/** Geometry in shares of the picture's width, so that it scales with it. */
const LEFT = 0.05;
const TOP = 0.03;
/** The barcode ends above this share of the picture's width. */
export const BARCODE_BOTTOM = 0.08;
const CELL_WIDTH = (1 - 2 * LEFT) / COLUMNS;
const CELL_HEIGHT = 0.025;

/** Luminance below and above which a cell is surely black or white; between them the frame is not trusted. */
const BLACK_BELOW = 100;
const WHITE_ABOVE = 155;

export const TIME_MODULUS = 2 ** TIME_BITS;
export const COUNTER_MODULUS = 2 ** COUNTER_BITS;

/** The barcode's cells with their place, in shares of the picture's width (heights too). */
export function drawnCells(stamp: Stamp): readonly (Rect & { readonly white: boolean })[] {
  const bits = stampBits(stamp);
  return Array.from({ length: ROWS * COLUMNS }, (_, index) => {
    const row = Math.floor(index / COLUMNS);
    const column = index % COLUMNS;
    const white = column === 0 || (column < COLUMNS - 1 && bits[row * DATA_COLUMNS + column - 1] === 1);
    return { ...cellRect(row, column), white };
  });
}

/**
 * Reads the barcode from a picture.
 * @param content where the page is within the picture (there may be black bars around it)
 * @returns null where there is no barcode, or one that does not check
 */
export function readStamp(pixels: Pixels, content: Rect): Stamp | null {
  const { data, width, height } = pixels;
  return readLumaStamp({ width, height, at: (x, y) => luminance(data, (y * width + x) * 4) }, content);
}

/** The same as {@link readStamp} from brightness alone, as a decoder gives it. */
export function readLumaStamp(luma: Luma, content: Rect): Stamp | null {
  const bits: number[] = [];
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) {
      const bit = readCell(luma, content, cellRect(row, column));
      if (bit === null) return null;
      if (column === 0 ? bit !== 1 : column === COLUMNS - 1 && bit !== 0) return null;
      if (column > 0 && column < COLUMNS - 1) bits.push(bit);
    }
  }
  const counter = toNumber(bits.slice(0, COUNTER_BITS));
  const time = toNumber(bits.slice(COUNTER_BITS, COUNTER_BITS + TIME_BITS));
  const check = toNumber(bits.slice(COUNTER_BITS + TIME_BITS));
  return check === checksum(counter, time) ? { counter, time } : null;
}

/** ms from the drawing of a stamp until `now` (ms since the epoch). */
export function ageMs(stamp: Stamp, now: number): number {
  const age = (((now - stamp.time) % TIME_MODULUS) + TIME_MODULUS) % TIME_MODULUS;
  return age > TIME_MODULUS / 2 ? age - TIME_MODULUS : age;
}

/** The page within the picture: all but black bars at the edges. The page itself must not be black at its edges. */
export function findContent({ data, width, height }: Pixels): Rect {
  const lit = (x: number, y: number): boolean => luminance(data, (y * width + x) * 4) > 40;
  const midX = width >> 1;
  const midY = height >> 1;
  let left = 0;
  let right = width - 1;
  let top = 0;
  let bottom = height - 1;
  while (left < midX && !lit(left, midY)) left++;
  while (right > midX && !lit(right, midY)) right--;
  while (top < midY && !lit(midX, top)) top++;
  while (bottom > midY && !lit(midX, bottom)) bottom--;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function cellRect(row: number, column: number): Rect {
  return {
    x: LEFT + column * CELL_WIDTH,
    y: TOP + row * CELL_HEIGHT,
    width: CELL_WIDTH,
    height: CELL_HEIGHT,
  };
}

/** The bit of one cell, from the mean of its middle; null where it is neither black nor white. */
function readCell(luma: Luma, content: Rect, cell: Rect): 0 | 1 | null {
  const scale = content.width;
  const x0 = Math.floor(content.x + (cell.x + cell.width * 0.3) * scale);
  const x1 = Math.ceil(content.x + (cell.x + cell.width * 0.7) * scale);
  const y0 = Math.floor(content.y + (cell.y + cell.height * 0.3) * scale);
  const y1 = Math.ceil(content.y + (cell.y + cell.height * 0.7) * scale);
  if (x1 > luma.width || y1 > luma.height) return null;
  let sum = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) sum += luma.at(x, y);
  }
  const mean = sum / ((x1 - x0) * (y1 - y0));
  if (mean < BLACK_BELOW) return 0;
  return mean > WHITE_ABOVE ? 1 : null;
}

/** Rec. 601 luma of the pixel at an offset. */
function luminance(data: Uint8ClampedArray, offset: number): number {
  return 0.299 * (data[offset] ?? 0) + 0.587 * (data[offset + 1] ?? 0) + 0.114 * (data[offset + 2] ?? 0);
}

function stampBits({ counter, time }: Stamp): number[] {
  return [
    ...toBits(counter, COUNTER_BITS),
    ...toBits(time, TIME_BITS),
    ...toBits(checksum(counter, time), CHECK_BITS),
  ];
}

function toBits(value: number, length: number): number[] {
  return Array.from({ length }, (_, index) => (value >> (length - 1 - index)) & 1);
}

function toNumber(bits: readonly number[]): number {
  return bits.reduce((value, bit) => value * 2 + bit, 0);
}

/** CRC-8 (polynomial x^8 + x^2 + x + 1) over counter and time; its start value keeps an all-black strip invalid. */
function checksum(counter: number, time: number): number {
  let crc = 0xff;
  for (const bit of [...toBits(counter, COUNTER_BITS), ...toBits(time, TIME_BITS)]) {
    const carry = ((crc >> 7) & 1) ^ bit;
    crc = ((crc << 1) & 0xff) ^ (carry ? 0x07 : 0);
  }
  return crc;
}
