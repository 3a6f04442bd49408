import type { MediaStats, PeerView } from '../core/snapshot.ts';
import { PRESETS, type PresetId } from '../core/presets.ts';

const THOUSAND = 1000;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A bit rate for people: `820 kbps`, `3.2 Mbps`, `35 Mbps`. @param kbps kbit/s */
export function bitrateText(kbps: number): string {
  const whole = Math.round(kbps);
  if (whole < THOUSAND) return `${whole} kbps`;
  const mbps = whole / THOUSAND;
  return `${mbps < 10 ? trimZero(mbps.toFixed(1)) : Math.round(mbps)} Mbps`;
}

/** `1280×720`. @param width px @param height px */
export function sizeText(width: number, height: number): string {
  return `${width}×${height}`;
}

/** `1080p · 30 fps · 8 Mbps` */
export function presetText(id: PresetId): string {
  const { height, fps, maxBitrate } = PRESETS[id];
  return `${lineText(height)} · ${fps} fps · ${bitrateText(maxBitrate / THOUSAND)}`;
}

/** `1080p · 30 fps`, or empty before the first frame. */
export function pictureText(stats: Pick<MediaStats, 'height' | 'fps'>): string {
  return stats.height > 0 ? `${lineText(stats.height)} · ${Math.round(stats.fps)} fps` : '';
}

/** A moment as a part of a file's name, by the clock on the wall: `2026-03-01 17.05.09`. */
export function fileTime(at: Date): string {
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.')}`;
}

/** `150 %`. @param share 1 is 100 % */
export function percentText(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Loss for people: `0 %`, `0.4 %`, `12 %`. @param loss 0–1 */
export function lossText(loss: number): string {
  const percent = loss * 100;
  return `${percent < 10 ? trimZero(percent.toFixed(1)) : Math.round(percent)} %`;
}

/**
 * What a peer is called. Names come from outside: control and direction characters go, so that no name can
 * rearrange the words around it; an empty one becomes a guest with the start of the id.
 */
export function peerName(peer: Pick<PeerView, 'id' | 'name'>): string {
  const name = peer.name.replaceAll(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ').trim();
  return VISIBLE.test(name) ? name : `Guest ${peer.id.slice(0, 4)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `720p`, `4K`. @param height px of the shorter side */
export function lineText(height: number): string {
  return height === 2160 ? '4K' : `${height}p`;
}

function trimZero(text: string): string {
  return text.replace(/\.0$/, '');
}
