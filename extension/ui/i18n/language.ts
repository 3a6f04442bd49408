import { createListeners } from '../../core/listeners.ts';
import type { Key, Needs, WordsKey, WordsNeeds } from './catalogue.ts';
import { ENGLISH, languageOf, pickLanguage, translate, type Language, type Values } from './translate.ts';

/* The language of this page: the one thing that all of its texts read. Catalogues are found by their file's name. */

type Catalogue = { readonly default: Readonly<Record<string, string>> };

const files = import.meta.glob<Catalogue>(['./??.ts', './??-??.ts', '!./en.ts']);
const codeOf = (file: string) => file.slice('./'.length, -'.ts'.length);

/** Codes of all languages, English first. */
export const LANGUAGES: readonly string[] = [ENGLISH.code, ...Object.keys(files).map(codeOf)];

const listeners = createListeners();
let current = ENGLISH;
let wanted = ENGLISH.code;

/** @returns ends the subscription */
export const onLanguage = listeners.subscribe;

/** BCP 47 code of the language spoken now. */
export function languageCode(): string {
  return current.code;
}

/**
 * Speaks a language from now on, and has the page say so. Resolves once its texts are there; where they cannot be
 * loaded the page keeps the language that it has.
 * @param chosen a code, or empty for the browser's choice
 */
export async function speak(chosen: string): Promise<void> {
  const code = pickLanguage(chosen, navigator.languages, LANGUAGES);
  wanted = code;
  const language = await load(code).catch(() => current);
  // Another may have been chosen meanwhile.
  if (wanted !== code) return;
  current = language;
  // A worker has none.
  if ('document' in globalThis) document.documentElement.lang = language.code;
  listeners.tell();
}

async function load(code: string): Promise<Language> {
  if (code === current.code) return current;
  const file = Object.keys(files).find((name) => codeOf(name) === code);
  const catalogue = file && (await files[file]?.());
  return catalogue ? languageOf(code, catalogue.default) : ENGLISH;
}

type Given<K extends Key> = [Needs<K>] extends [never]
  ? []
  : [values: Readonly<Record<Needs<K>, string | number>>];

/** A text in the language of the page, with values filled in. */
export function t<K extends Key>(key: K, ...[values]: Given<K>): string {
  return translate(current, key, values ?? {});
}

/** What a person reads: what is the matter, and what to do next. */
export interface Words {
  readonly title: string;
  readonly hint: string;
}

/** The title and the hint of one matter. */
export function words<N extends WordsKey>(
  name: N,
  ...[values]: [WordsNeeds<N>] extends [never]
    ? []
    : [values: Readonly<Record<WordsNeeds<N>, string | number>>]
): Words {
  const matter: string = name;
  const given = (values ?? {}) as Values;
  return {
    title: translate(current, `${matter}.title`, given),
    hint: translate(current, `${matter}.hint`, given),
  };
}

/** The language itself, for texts that are put together in pieces. */
export function spoken(): Language {
  return current;
}
