import { drawnCells, type Stamp } from './barcode.ts';

/** Draws a stamp at the top of the picture. @param width px, of the whole picture */
export function drawBarcode(context: CanvasRenderingContext2D, width: number, stamp: Stamp): void {
  for (const { x, y, width: cellWidth, height, white } of drawnCells(stamp)) {
    context.fillStyle = white ? '#fff' : '#000';
    const left = Math.round(x * width);
    const top = Math.round(y * width);
    context.fillRect(
      left,
      top,
      Math.round((x + cellWidth) * width) - left,
      Math.round((y + height) * width) - top,
    );
  }
}
