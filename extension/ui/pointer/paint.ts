import { placeOf, type Place, type Point } from '../../core/zoom.ts';
import { strokeStrength, tailStrength, type Trail, type Trails } from '../../core/pointer/trails.ts';
import { colourOf } from './colours.ts';

/** How pointers are drawn. */
export interface PointerLook {
  /** What stands beside a pointer; empty = nothing; null = the member is not known, and nothing of it is drawn. */
  readonly labelOf: (id: string) => string | null;
  /** Only where this member points, nothing of what it draws: that is in the picture already. */
  readonly spotOnly?: string | null;
  /** Of what stands beside a pointer, as CSS has it. */
  readonly fontFamily: string;
  /** Nothing fades: it is there, and then it is gone. */
  readonly still: boolean;
}

/** Dark enough around a light line that it shows on any picture. */
const HALO = 'rgb(4 10 18 / 62%)';
const HALO_PX = 2.5;
/** Width of a line in px of the page on a picture of 1280, which grows with it a little. */
const LINE_PX = 4;
const SPOT_PX = 7;
/** A picture of this width in px, and any larger one, has pointers of full size. */
const FULL_SIZE_PX = 700;
/** Before the family, which is the page's. */
const LABEL_FONT = '600 13px';
const LABEL = { height: 24, pad: 9, gap: 12, most: 180, ground: 'rgb(10 17 27 / 88%)', ink: '#edf4fb' };

/**
 * Draws all pointers on a picture. Names are drawn as text, so nothing in them can be anything else.
 * @param pen in px of the page @param box where the picture lies @param now ms
 */
export function paintPointers(
  pen: CanvasRenderingContext2D,
  trails: Trails,
  box: Place,
  now: number,
  look: PointerLook,
): void {
  const known = [...trails].flatMap(([id, trail]) => {
    const label = look.labelOf(id);
    return label === null ? [] : [{ id, trail, label }];
  });
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  for (const { id, trail } of known)
    if (id !== look.spotOnly) paintLines(pen, trail, id, box, now, look.still);
  pen.font = `${LABEL_FONT} ${look.fontFamily}`;
  for (const { id, trail, label } of known) {
    if (!trail.aim) continue;
    const at = placeOf(box, trail.aim);
    paintSpot(pen, at, id, spotRadius(box));
    if (label !== '') paintLabel(pen, at, id, label);
  }
  pen.globalAlpha = 1;
}

function paintLines(
  pen: CanvasRenderingContext2D,
  { strokes, tail }: Trail,
  id: string,
  box: Place,
  now: number,
  still: boolean,
): void {
  const width = lineWidth(box);
  for (const stroke of strokes) {
    pen.globalAlpha = still ? 1 : strokeStrength(stroke, now);
    paintLine(pen, stroke.points, colourOf(id), width, box);
  }
  if (still) return;
  for (const [index, spot] of tail.entries()) {
    const next = tail[index + 1];
    if (!next) break;
    pen.globalAlpha = 0.7 * tailStrength(spot, now);
    paintLine(pen, [spot, next], colourOf(id), width * tailStrength(spot, now), box);
  }
}

function paintLine(
  pen: CanvasRenderingContext2D,
  points: readonly Point[],
  colour: string,
  width: number,
  box: Place,
): void {
  pen.beginPath();
  for (const [index, point] of points.entries()) {
    const { x, y } = placeOf(box, point);
    if (index === 0) pen.moveTo(x, y);
    // A dot is a line of no length.
    pen.lineTo(x, y);
  }
  for (const [style, lineWidth] of [
    [HALO, width + 2 * HALO_PX],
    [colour, width],
  ] as const) {
    pen.strokeStyle = style;
    pen.lineWidth = lineWidth;
    pen.stroke();
  }
}

function paintSpot(pen: CanvasRenderingContext2D, { x, y }: Point, id: string, size: number): void {
  pen.globalAlpha = 1;
  for (const [style, radius] of [
    [HALO, size + HALO_PX],
    [colourOf(id), size],
  ] as const) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fillStyle = style;
    pen.fill();
  }
}

/** Right below the pointer, or on its other side where there it would not be seen. */
function paintLabel(pen: CanvasRenderingContext2D, { x, y }: Point, id: string, label: string): void {
  const ratio = pen.getTransform().a || 1;
  const { height, pad, gap, most } = LABEL;
  const width = Math.min(most, pen.measureText(label).width) + 2 * pad;
  const left = x + gap + width > pen.canvas.width / ratio ? x - gap - width : x + gap;
  const top = y + gap + height > pen.canvas.height / ratio ? y - gap - height : y + gap;
  pen.beginPath();
  pen.roundRect(left, top, width, height, height / 2);
  pen.fillStyle = LABEL.ground;
  pen.fill();
  pen.lineWidth = 1.5;
  pen.strokeStyle = colourOf(id);
  pen.stroke();
  pen.fillStyle = LABEL.ink;
  pen.textBaseline = 'middle';
  pen.textAlign = 'left';
  // A long one is pressed together no further than this; whoever calls shortens it.
  pen.fillText(label, left + pad, top + height / 2 + 0.5, most);
}

function spotRadius({ width }: Place): number {
  return SPOT_PX * Math.min(1, Math.max(0.6, width / FULL_SIZE_PX));
}

function lineWidth({ width }: Place): number {
  return Math.min(8, Math.max(2, (LINE_PX * width) / 1280));
}
