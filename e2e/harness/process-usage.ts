import { readdirSync, readFileSync } from 'node:fs';

/** What processes have used up to a moment. */
export interface Usage {
  /** ms of CPU time since they began */
  readonly cpuMs: number;
  /** MB of memory that they hold, shared pages counted in each */
  readonly rssMb: number;
  /** Files, sockets and pipes that they have open. */
  readonly handles: number;
  /** How many they are: a browser starts one by itself now and then, and with it come memory and handles. */
  readonly processes: number;
}

export interface BrowserUsage {
  /** The browser with all its processes: the page that is shared and its capture too. */
  readonly tree: Usage;
  /** The process of the extension's pages, which holds the offscreen document: it encodes and sends. */
  readonly sender: Usage;
}

/** Clock ticks a second and bytes a page: Linux has had these on every desktop machine for 20 years. */
const TICKS = 100;
const PAGE_BYTES = 4096;

/** Positions in `/proc/<pid>/stat` after the name, see proc_pid_stat(5): ppid, utime, stime, rss. */
const FIELD = { parent: 1, userTicks: 11, systemTicks: 12, rssPages: 21 };

/**
 * Looks once at the processes of a browser.
 * @param pid of the browser's own process
 * @throws Error on a system without /proc
 */
export function browserUsage(pid: number): BrowserUsage {
  const tree = processTree(pid);
  return {
    tree: total(tree),
    sender: total(tree.filter((one) => /--extension-process/.test(commandLine(one.pid)))),
  };
}

/** The same of these processes alone; those that have ended count nothing. */
export function processUsage(...pids: readonly number[]): Usage {
  return total(pids.flatMap((pid) => readProcess(pid) ?? []));
}

/** ms of CPU time that all processes of the machine have used, since it began. */
export function machineCpuMs(): number {
  const [line = ''] = readText('/proc/stat').split('\n');
  // user, nice, system, idle, iowait, irq, softirq, steal: proc_stat(5)
  const ticks = line.split(/\s+/).slice(1).map(Number);
  const busy = [0, 1, 2, 5, 6].reduce((sum, position) => sum + (ticks[position] ?? 0), 0);
  return (busy * 1000) / TICKS;
}

/** The processes of a browser, its own included. */
export function browserPids(pid: number): readonly number[] {
  return processTree(pid).map((one) => one.pid);
}

interface Process extends Omit<Usage, 'handles' | 'processes'> {
  readonly pid: number;
  readonly parent: number;
}

function processTree(root: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? []);
  const tree = all.filter(({ pid }) => pid === root);
  for (const { pid } of tree) tree.push(...all.filter(({ parent }) => parent === pid));
  return tree;
}

/** @returns null for a process that has just ended */
function readProcess(pid: number): Process | null {
  const stat = readText(`/proc/${pid}/stat`);
  // The name may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields.length < FIELD.rssPages) return null;
  const field = (position: number): number => Number(fields[position]);
  return {
    pid,
    parent: field(FIELD.parent),
    cpuMs: ((field(FIELD.userTicks) + field(FIELD.systemTicks)) * 1000) / TICKS,
    rssMb: (field(FIELD.rssPages) * PAGE_BYTES) / 2 ** 20,
  };
}

function commandLine(pid: number): string {
  return readText(`/proc/${pid}/cmdline`);
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** @returns 0 for a process that has just ended */
function countHandles(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

function total(processes: readonly Process[]): Usage {
  return {
    cpuMs: processes.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    rssMb: processes.reduce((sum, { rssMb }) => sum + rssMb, 0),
    handles: processes.reduce((sum, { pid }) => sum + countHandles(pid), 0),
    processes: processes.length,
  };
}
