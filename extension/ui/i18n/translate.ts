import en from './en.ts';

/** What is filled into a text. A number is written as the language writes it, and chooses a plural form as `count`. */
export type Values = Readonly<Record<string, string | number>>;

/** A language that is loaded. */
export interface Language {
  /** BCP 47, e.g. `ru` */
  readonly code: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly plural: (count: number) => string;
  readonly number: (value: number) => string;
}

export function languageOf(code: string, texts: Readonly<Record<string, string>>): Language {
  const plurals = new Intl.PluralRules(code);
  const numbers = new Intl.NumberFormat(code);
  return { code, texts, plural: (count) => plurals.select(count), number: (value) => numbers.format(value) };
}

/** Always there: what a page shows before another language is, and where that one lacks a text. */
export const ENGLISH: Language = languageOf('en', en);

const PLACEHOLDER = /\{\{(\w+)\}\}/;

/** A piece of a text: words, or the name of what stands between them. */
export type Piece = { readonly text: string } | { readonly name: string };

/** The text in pieces. What is filled in is not looked into: a name may read `{{title}}`. */
export function pieces(language: Language, key: string, count?: number | string): Piece[] {
  return textOf(language, key, count)
    .split(PLACEHOLDER)
    .map((part, index) => (index % 2 === 0 ? { text: part } : { name: part }));
}

/** @throws Error when no language has the text */
export function translate(language: Language, key: string, values: Values): string {
  const shown = (name: string): string => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? language.number(value) : value;
  };
  return pieces(language, key, values['count'])
    .map((piece) => ('text' in piece ? piece.text : shown(piece.name)))
    .join('');
}

function textOf(language: Language, key: string, count: number | string | undefined): string {
  const text = find(language, key, count) ?? find(ENGLISH, key, count);
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text;
}

function find(
  { texts, plural }: Language,
  key: string,
  count: number | string | undefined,
): string | undefined {
  if (typeof count === 'number') {
    const formed = texts[`${key}_${plural(count)}`] ?? texts[`${key}_other`];
    if (formed !== undefined) return formed;
  }
  return texts[key];
}

/**
 * The language to speak: what was chosen, else the first of the browser's that there is, else English.
 * @param chosen a code, or empty for the browser's choice
 * @param preferred BCP 47, best first (`navigator.languages`)
 */
export function pickLanguage(chosen: string, preferred: readonly string[], there: readonly string[]): string {
  for (const wanted of [chosen, ...preferred]) {
    const found =
      there.find((code) => isSame(code, wanted)) ?? there.find((code) => isSame(code, base(wanted)));
    if (found) return found;
  }
  return ENGLISH.code;
}

function isSame(code: string, wanted: string): boolean {
  return code.toLowerCase() === wanted.toLowerCase();
}

function base(code: string): string {
  return code.split('-')[0] ?? '';
}
