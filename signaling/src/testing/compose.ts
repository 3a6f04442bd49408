import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { parse } from 'yaml';

const texts = v.optional(v.array(v.string()), []);

/** What is read of `compose.yaml`. */
const composeFile = v.object({
  services: v.record(
    v.string(),
    v.object({
      profiles: texts,
      environment: v.optional(v.record(v.string(), v.string()), {}),
      ports: texts,
      entrypoint: texts,
      command: texts,
    }),
  ),
});

type Services = Readonly<v.InferOutput<typeof composeFile>['services']>;

export const COMPOSE_FILE = new URL('../../../compose.yaml', import.meta.url);

/**
 * The services of `compose.yaml` as Compose reads them, all profiles included.
 * @param env the variables that are set
 * @throws Error where one that is demanded (`${NAME:?…}`) is not set, as Compose does
 */
export async function readCompose(env: Readonly<Record<string, string>>): Promise<Services> {
  const file: unknown = parse(await readFile(COMPOSE_FILE, 'utf8'), { merge: true });
  return v.parse(composeFile, interpolate(file, env)).services;
}

function interpolate(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolateText(value, env);
  if (Array.isArray(value)) return value.map((item) => interpolate(item, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, interpolate(item, env)]));
}

/** `$$`, `${NAME}`, `${NAME:-default}` and `${NAME:?error}`; an empty variable counts as not set. */
function interpolateText(text: string, env: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /\$\$|\$\{(\w+)(?::([-?])([^}]*))?\}|\$/g,
    (found, name?: string, kind?: string, rest = '') => {
      if (found === '$$') return '$';
      if (name === undefined) throw new Error(`a lone $ in ${text}`);
      const value = env[name] ?? '';
      if (value === '' && kind === '?') throw new Error(`${name} is not set: ${rest}`);
      return value === '' && kind === '-' ? rest : value;
    },
  );
}
