import type { MediaStats, PeerView } from '../core/snapshot.ts';
import { PRESETS, type PresetId } from '../core/presets.ts';
import { languageCode, t } from './i18n/language.ts';

const THOUSAND = 1000;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** A bit rate for people: `820 kbps`, `3.2 Mbps`, `35 Mbps`. @param kbps kbit/s */
export function bitrateText(kbps: number): string {
  const whole = Math.round(kbps);
  if (whole < THOUSAND) return t('unit.kbps', { value: whole });
  const mbps = whole / THOUSAND;
  return t('unit.mbps', { value: mbps < 10 ? tenths(mbps) : Math.round(mbps) });
}

/** `30 fps` */
export function fpsText(fps: number): string {
  return t('unit.fps', { value: Math.round(fps) });
}

/** `34 ms` */
export function msText(ms: number): string {
  return t('unit.ms', { value: Math.round(ms) });
}

/** `1280×720`. @param width px @param height px */
export function sizeText(width: number, height: number): string {
  return `${width}×${height}`;
}

/** `1080p · 30 fps · 8 Mbps` */
export function presetText(id: PresetId): string {
  const { height, fps, maxBitrate } = PRESETS[id];
  return `${lineText(height)} · ${fpsText(fps)} · ${bitrateText(maxBitrate / THOUSAND)}`;
}

/** `1080p · 30 fps`, or empty before the first frame. */
export function pictureText(stats: Pick<MediaStats, 'height' | 'fps'>): string {
  return stats.height > 0 ? `${lineText(stats.height)} · ${fpsText(stats.fps)}` : '';
}

/** A moment as a part of a file's name, by the clock on the wall: `2026-03-01 17.05.09`. */
export function fileTime(at: Date): string {
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.')}`;
}

/** `17:05`, as the reader's language writes it. */
export function clockText(at: Date): string {
  return at.toLocaleTimeString(languageCode(), { hour: '2-digit', minute: '2-digit' });
}

/** Day and time in full, as the reader's language writes them. */
export function dayText(at: Date): string {
  return at.toLocaleString(languageCode(), { dateStyle: 'full', timeStyle: 'medium' });
}

/** How long: `0:07`, `12:34`, `1:02:09`. */
export function durationText(ms: number): string {
  const seconds = Math.floor(ms / THOUSAND);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${hours > 0 ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A file's size as its folder shows it: `0 MB`, `3.4 MB`, `512 MB`, `3.6 GB`. */
export function bytesText(bytes: number): string {
  const megabytes = bytes / THOUSAND ** 2;
  if (megabytes >= THOUSAND) return t('unit.gb', { value: tenths(megabytes / THOUSAND) });
  return t('unit.mb', { value: megabytes < 10 ? tenths(megabytes) : Math.round(megabytes) });
}

/** A moment, in the way of the language. @param at ms since the epoch */
export function momentText(at: number): string {
  return new Date(at).toLocaleString(languageCode(), { dateStyle: 'medium', timeStyle: 'short' });
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

/** `150%`, in the way of the language. @param share 1 is 100 % */
export function percentText(share: number, digits = 0): string {
  const style = { style: 'percent', maximumFractionDigits: digits } as const;
  return new Intl.NumberFormat(languageCode(), style).format(share);
}

/** Loss for people: `0%`, `0.4%`, `12%`. @param loss 0–1 */
export function lossText(loss: number): string {
  return percentText(loss, loss < 0.1 ? 1 : 0);
}

/**
 * What a peer is called. Names come from outside: control and direction characters go, so that no name can
 * rearrange the words around it; an empty one becomes a guest with the start of the id.
 */
export function peerName(peer: Pick<PeerView, 'id' | 'name'>): string {
  const name = peer.name.replaceAll(/[\p{Cc}\p{Bidi_Control}\s]+/gu, ' ').trim();
  return VISIBLE.test(name) ? name : t('peer.guest', { id: peer.id.slice(0, 4) });
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** `720p`, `4K`. @param height px of the shorter side */
export function lineText(height: number): string {
  return height === 2160 ? '4K' : `${height}p`;
}
