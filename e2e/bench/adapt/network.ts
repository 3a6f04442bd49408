import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Who hangs on the router: the one who shares, those on a good link, the one whose link is shaped. */
const LEGS = ['sharer', 'free', 'shaped'] as const;

export type Leg = (typeof LEGS)[number];

/** Bytes that a leg lets through at once, and ms that its queue holds at most: a home router's are no better. */
const BURST = '20kb';
const QUEUE_MS = 200;

const SUBNET: Readonly<Record<Leg | 'spare' | 'uplink', number>> = {
  sharer: 1,
  free: 2,
  shaped: 3,
  spare: 4,
  uplink: 5,
};

/** Whether this process may make network namespaces. @returns null, or why not */
export function whyNoNetwork(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux';
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    const probe = `porthole-probe-${process.pid}`;
    ip('netns', 'add', probe);
    ip('netns', 'del', probe);
    return null;
  } catch (cause) {
    return `this machine allows no network namespaces: ${String(cause)}`;
  }
}

/** Network namespaces with a router between them: sharer – router – free viewers, router – shaped viewer. */
export class Network {
  readonly #name: string;
  readonly #folder: string;
  /** Rarely used by others, since a leg must not hide a network that the machine is in; another for each network. */
  readonly #prefix: string;

  /** @param name of an existing one, which another process made and removes */
  constructor(name: string) {
    this.#name = name;
    this.#prefix = `10.${64 + (Number(name.replaceAll(/\D/g, '')) % 128)}`;
    this.#folder = mkdtempSync(path.join(os.tmpdir(), 'porthole-network-'));
  }

  /** Makes the namespaces. @throws Error of `ip` */
  static create(): Network {
    const network = new Network(`ph${process.pid}`);
    network.#build();
    return network;
  }

  get name(): string {
    return this.#name;
  }

  /** The router's address, which all legs reach. */
  get routerAddress(): string {
    return this.#address('sharer', 1);
  }

  legAddress(leg: Leg): string {
    return this.#address(leg, 2);
  }

  /** The command that runs another within the router, where the servers are. */
  get inRouter(): readonly string[] {
    return ['ip', 'netns', 'exec', this.#namespace('router')];
  }

  /** A program that runs the browser on a leg. */
  wrapper(leg: Leg, executable: string): string {
    const file = path.join(this.#folder, `browser-${leg}`);
    writeFileSync(file, `#!/bin/sh\nexec ip netns exec ${this.#namespace(leg)} '${executable}' "$@"\n`, {
      mode: 0o755,
    });
    return file;
  }

  /** Limits what comes down a leg. @param kbps kbit/s */
  limitDown(leg: Leg, kbps: number): void {
    this.#limit('router', this.#device('r', leg), kbps);
  }

  /** Limits what goes up a leg. @param kbps kbit/s */
  limitUp(leg: Leg, kbps: number): void {
    this.#limit(leg, this.#device('l', leg), kbps);
  }

  /**
   * Joins this machine's own network to the router, so that servers here are reached from every leg.
   * @returns the address that they are reached at
   */
  openUplink(): string {
    const router = this.#namespace('router');
    const [near, far] = [this.#device('r', 'uplink'), this.#device('l', 'uplink')];
    const address = this.#address('uplink', 2);
    // It goes with the router's end.
    ip('link', 'add', near, 'netns', router, 'type', 'veth', 'peer', 'name', far);
    ip('-n', router, 'addr', 'add', `${this.#address('uplink', 1)}/24`, 'dev', near);
    ip('-n', router, 'link', 'set', near, 'up');
    ip('addr', 'add', `${address}/24`, 'dev', far);
    ip('link', 'set', far, 'up');
    ip('route', 'add', `${this.#prefix}.0.0/16`, 'via', this.#address('uplink', 1));
    return address;
  }

  /** Takes a leg's interface down, as a pulled cable or a Wi-Fi that is switched off. */
  unplug(leg: Leg): void {
    ip('-n', this.#namespace(leg), 'link', 'set', this.#device('l', leg), 'down');
  }

  plug(leg: Leg): void {
    this.#plug(leg, leg);
  }

  /** Lets nothing through a leg any more, while its interface stays up: the trouble is farther away. */
  block(leg: Leg): void {
    ip('-n', this.#namespace('router'), 'link', 'set', this.#device('r', leg), 'down');
  }

  unblock(leg: Leg): void {
    ip('-n', this.#namespace('router'), 'link', 'set', this.#device('r', leg), 'up');
  }

  /** Moves a leg to another interface with another address, as from Wi-Fi to a mobile network. */
  move(leg: Leg): void {
    const [router, own] = [this.#namespace('router'), this.#namespace(leg)];
    const [near, far] = [this.#device('r', 'spare'), this.#device('l', 'spare')];
    ip('link', 'add', near, 'netns', router, 'type', 'veth', 'peer', 'name', far, 'netns', own);
    ip('-n', router, 'addr', 'add', `${this.#address('spare', 1)}/24`, 'dev', near);
    ip('-n', own, 'addr', 'add', `${this.#address('spare', 2)}/24`, 'dev', far);
    ip('-n', router, 'link', 'set', near, 'up');
    this.unplug(leg);
    this.#plug(leg, 'spare');
  }

  /** Lets go of this process's own files. */
  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Removes the namespaces and everything in them. */
  destroy(): void {
    this.dispose();
    for (const place of ['router', ...LEGS] as const) {
      try {
        ip('netns', 'del', this.#namespace(place));
      } catch {
        // It never came to be.
      }
    }
  }

  #build(): void {
    const router = this.#namespace('router');
    for (const place of ['router', ...LEGS] as const) {
      ip('netns', 'add', this.#namespace(place));
      ip('-n', this.#namespace(place), 'link', 'set', 'lo', 'up');
    }
    for (const leg of LEGS) {
      const [near, far, own] = [this.#device('r', leg), this.#device('l', leg), this.#namespace(leg)];
      ip('link', 'add', near, 'netns', router, 'type', 'veth', 'peer', 'name', far, 'netns', own);
      ip('-n', router, 'addr', 'add', `${this.#address(leg, 1)}/24`, 'dev', near);
      ip('-n', own, 'addr', 'add', `${this.#address(leg, 2)}/24`, 'dev', far);
      ip('-n', router, 'link', 'set', near, 'up');
      this.#plug(leg, leg);
    }
    run('ip', ['netns', 'exec', router, 'sysctl', '-qw', 'net.ipv4.ip_forward=1']);
  }

  /** Brings a leg's interface up, with the way out that goes with it. */
  #plug(leg: Leg, by: Leg | 'spare'): void {
    const own = this.#namespace(leg);
    ip('-n', own, 'link', 'set', this.#device('l', by), 'up');
    ip('-n', own, 'route', 'replace', 'default', 'via', this.#address(by, 1));
  }

  #address(subnet: keyof typeof SUBNET, host: number): string {
    return `${this.#prefix}.${SUBNET[subnet]}.${host}`;
  }

  #limit(place: 'router' | Leg, device: string, kbps: number): void {
    const shape = ['rate', `${kbps}kbit`, 'burst', BURST, 'latency', `${QUEUE_MS}ms`];
    run('tc', ['-n', this.#namespace(place), 'qdisc', 'replace', 'dev', device, 'root', 'tbf', ...shape]);
  }

  #namespace(place: 'router' | Leg): string {
    return `${this.#name}-${place}`;
  }

  /** At most 15 characters: IFNAMSIZ. */
  #device(end: 'r' | 'l', leg: keyof typeof SUBNET): string {
    return `${this.#name}${end}${SUBNET[leg]}`;
  }
}

function ip(...args: readonly string[]): void {
  run('ip', args);
}

function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
