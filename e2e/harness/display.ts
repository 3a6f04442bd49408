import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { endChild } from './child.ts';
import type { Scope } from './scope.ts';

const TOOLS = ['Xvfb', 'openbox', 'xdotool'];

/** Whether this machine can show a window to nobody and press keys in it. */
export function hasVirtualDisplay(): boolean {
  return process.platform === 'linux' && TOOLS.every((tool) => spawnSync('which', [tool]).status === 0);
}

/** A display of its own with a window manager, without which no window gets the keyboard. */
export interface VirtualDisplay {
  readonly env: Readonly<Record<string, string>>;
  /** Presses keys one after the other, in whatever window has the keyboard; names as xdotool has them. */
  press(...keys: string[]): void;
  /** Clicks into a window, at px from its upper left corner. @param title how it is called, in part */
  clickIn(title: string, x: number, y: number): void;
}

/** Opens a virtual display until the scope closes. */
export async function openDisplay(scope: Scope): Promise<VirtualDisplay> {
  // The server picks a free number and writes it to the file descriptor.
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  scope.own(server, endChild);
  const [number] = (await once(server.stdout, 'data')) as [Buffer];
  const env = { DISPLAY: `:${number.toString().trim()}`, WAYLAND_DISPLAY: '' };
  scope.own(spawn('openbox', { stdio: 'ignore', env: { ...process.env, ...env } }), endChild);
  return {
    env,
    press(...keys) {
      spawnSync('xdotool', ['key', '--delay', '100', ...keys], { env: { ...process.env, ...env } });
    },
    clickIn(title, x, y) {
      const click = ['mousemove', '--window', '%1', String(x), String(y), 'click', '1'];
      spawnSync('xdotool', ['search', '--name', title, ...click], { env: { ...process.env, ...env } });
    },
  };
}
