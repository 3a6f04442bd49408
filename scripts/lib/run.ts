import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './root.ts';

/**
 * Runs a command in the checkout's top folder, its output shown as it comes.
 * @returns its exit code; 1 when a signal ended it, 127 when it could not be started
 */
export async function run(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' });
  try {
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } catch {
    return 127;
  }
}

/** Runs one of package.json's scripts. By npm's own file: Windows starts no `npm.cmd` without a shell. */
export function runScript(name: string, args: readonly string[] = []): Promise<number> {
  return runNpm(['run', '--silent', name, '--', ...args]);
}

/** Runs npm with the Node that runs this. */
function runNpm(args: readonly string[]): Promise<number> {
  const npm = process.env['npm_execpath'];
  return npm ? run(process.execPath, [npm, ...args]) : run('npm', args);
}
