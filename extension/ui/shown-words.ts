import type { Shown, ShownReason } from '../core/shown.ts';
import { bitrateText, lineText } from './format.ts';

/** What the viewer is told of the picture on its stage. */
export function shownWords({ lines, fps, reason, linkKbps }: Shown): string {
  const picture = `${lineText(lines)}, ${Math.round(fps)} fps`;
  const link = linkKbps === null ? '' : ` – the link carries ${bitrateText(linkKbps)}`;
  const sentences: Record<ShownReason, string> = {
    full: `Showing all there is: ${picture}.`,
    link: `Showing ${picture} to keep it smooth${link}.`,
    trial: `Trying ${picture}.`,
    uplink: `Showing ${picture} – the sharer’s upload is short, and shared by all who watch.`,
    cpu: `Showing ${picture} – the sharer’s computer is busy.`,
    decoder: `Showing ${picture} – this computer is too busy to decode more.`,
    window: `Showing ${picture} – enough for the size of your window.`,
    asked: lines === 0 ? 'No picture, as asked.' : `Showing ${picture}, as asked.`,
    hidden: lines === 0 ? 'No picture while nobody looks.' : `Showing ${picture} while nobody looks.`,
  };
  return sentences[reason];
}

/** Whether what holds the picture back is worth a word without being asked: nobody wished for it. */
export function isWeak({ reason }: Shown): boolean {
  return reason === 'link' || reason === 'uplink' || reason === 'cpu' || reason === 'decoder';
}

/** Why a viewer gets no more, for the sharer's list; empty where there is nothing to say. */
export function heldWords({ reason, linkKbps }: Shown): string {
  const words: Record<ShownReason, string> = {
    full: '',
    link: linkKbps === null ? 'Weak link' : `Their link: ${bitrateText(linkKbps)}`,
    trial: 'Trying more',
    uplink: 'Your upload is short',
    cpu: 'Your computer is busy',
    decoder: 'Their computer is busy',
    window: 'Small window',
    asked: 'As they asked',
    hidden: 'Not looking',
  };
  return words[reason];
}

/** What the sharer's own way out carries. @param kbps kbit/s */
export function uplinkWords(kbps: number): string {
  return `Your upload carries ${bitrateText(kbps)}: it is shared out among all who watch.`;
}
