import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseSync } from 'vite';
import { expect, it } from 'vitest';

/* Every word that a person reads stands in a catalogue: none in a component, or beside one. */

const folder = import.meta.dirname;
const files = (await readdir(folder, { recursive: true })).filter(
  (name) => /\.tsx?$/.test(name) && !/\.test\.|\.d\.ts$|^gallery\/|^i18n\/[^/]{2,5}\.ts$/.test(name),
);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

/** The product's name, and what is the same in all languages. */
const ANY_LANGUAGE = /^(?:Porthole|1:1)$/;
const LETTER = /\p{L}/u;
/** Attributes whose value is read by people. */
const READ = /^(?:aria-label|alt|title|label|placeholder|hint|detail|intro|text|action|note)$/;
/** Two words with a space between them, or the quotes and dots of print: no identifier, class or test id. */
const SENTENCE = /\p{L}{2,},? \p{L}+|[’“”…]/u;

it.each(files)('%s', async (name) => {
  expect(textsIn(name, await readFile(path.join(folder, name), 'utf8'))).toEqual([]);
});

it('finds text left in a component', () => {
  const code = `
    export const A = ({ on }) => (
      <p title="Close" className="a b"><Rich text="some.key" />
        Hello {on ? 'Mute' : \`\${on} left\`} <X label={on ? 'One' : t('two')} />
      </p>
    );
    export const say = () => toast('The link was copied');`;
  expect(textsIn('a.tsx', code)).toEqual(['Close', 'Hello', 'Mute', ' left', 'One', 'The link was copied']);
});

function textsIn(name: string, code: string): string[] {
  const { program, errors } = parseSync(name, code);
  expect(errors).toEqual([]);
  const found: string[] = [];
  if (isNode(program)) walk(program, [], found);
  return found;
}

function walk(node: Node, above: readonly Node[], found: string[]): void {
  const text = textOf(node);
  if (text !== null && isForPeople(text, node, above))
    found.push(node.type === 'JSXText' ? text.trim() : text);
  // A comment on types reads like a sentence, and so does the message of an error that nobody is shown.
  if (node.type === 'ImportDeclaration' || node.type === 'ThrowStatement') return;
  for (const [key, child] of Object.entries(node)) {
    if (key === 'parent') continue;
    for (const each of Array.isArray(child) ? child : [child]) {
      if (isNode(each)) walk(each, [...above, node], found);
    }
  }
}

function textOf({ type, value }: Node): string | null {
  if (type === 'TemplateElement') {
    const cooked = typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : null;
    return typeof cooked === 'string' ? cooked : null;
  }
  return (type === 'Literal' || type === 'JSXText') && typeof value === 'string' ? value : null;
}

function isForPeople(text: string, node: Node, above: readonly Node[]): boolean {
  if (!LETTER.test(text) || ANY_LANGUAGE.test(text.trim())) return false;
  return node.type === 'JSXText' || SENTENCE.test(text) ? !isCode(above) : isShown(text, above);
}

/** Class names, drawings and selectors have spaces too. */
function isCode(above: readonly Node[]): boolean {
  const parent = above.at(-1);
  if (parent?.type === 'CallExpression' && /^(?:closest|matches|querySelector)/.test(calledName(parent)))
    return true;
  const attribute = above.findLast(({ type }) => type === 'JSXAttribute');
  return attribute !== undefined && !READ.test(attributeName(attribute));
}

function calledName({ callee }: Node): string {
  return isNode(callee) && isNode(callee['property']) ? String(callee['property']['name']) : '';
}

/** Straight between tags, or the value of an attribute that is read: not an argument, a key or an operand. */
function isShown(text: string, above: readonly Node[]): boolean {
  const outer = above.findLast(
    ({ type }) => !/^(?:ConditionalExpression|LogicalExpression|TemplateLiteral)$/.test(type),
  );
  if (outer?.type === 'JSXAttribute') return READ.test(attributeName(outer)) && !/^[a-z]\w*\.\w/.test(text);
  if (outer?.type !== 'JSXExpressionContainer') return false;
  const holder = above[above.indexOf(outer) - 1];
  if (holder?.type === 'JSXAttribute') return READ.test(attributeName(holder));
  return holder?.type === 'JSXElement' || holder?.type === 'JSXFragment';
}

function attributeName({ name }: Node): string {
  return isNode(name) ? String(name['name']) : '';
}
