/** One instruction of a Dockerfile, its continued lines joined. */
interface Instruction {
  readonly word: string;
  readonly rest: string;
}

/** What is built on one base image. */
export interface Stage {
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** Reads the subset of the format that this project writes. */
export function readDockerfile(text: string): Stage[] {
  const stages: { name: string; instructions: Instruction[] }[] = [];
  const lines = text.split('\n').filter((line) => !line.startsWith('#'));
  for (const line of lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')) {
    const [, word, rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (!word) continue;
    if (word === 'FROM') stages.push({ name: / AS (\S+)$/.exec(rest)?.[1] ?? 'last', instructions: [] });
    else stages.at(-1)?.instructions.push({ word, rest });
  }
  return stages;
}

/** The command of an instruction in its exec form, such as `CMD ["node", "main.js"]`. */
export function execForm(rest: string): string[] {
  const words: unknown = JSON.parse(rest.slice(rest.indexOf('[')));
  if (!Array.isArray(words)) throw new Error(`not in exec form: ${rest}`);
  return words.map(String);
}
