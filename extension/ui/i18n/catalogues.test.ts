import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import en from './en.ts';
import { LANGUAGES } from './language.ts';

type Texts = Readonly<Record<string, string>>;

const files = import.meta.glob<{ default: Texts }>(['./??.ts', './??-??.ts'], { eager: true });
const catalogues = Object.entries(files).map(([file, { default: texts }]) => ({
  code: file.slice(2, -3),
  texts,
}));
const FORM = /_(?:zero|one|two|few|many|other)$/;
const nameOf = (key: string) => key.replace(FORM, '');
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted();

const names = new Set(Object.keys(en).map(nameOf));
const counted = new Set(
  Object.keys(en)
    .filter((key) => FORM.test(key))
    .map(nameOf),
);

/** All placeholders that any form of an English text has: a form for one may do without the number. */
function needed(name: string): readonly string[] {
  const forms = Object.entries(en as Texts).filter(([key]) => nameOf(key) === name);
  return [...new Set(forms.flatMap(([, text]) => placeholders(text)))].toSorted();
}

it('offers every language that has a file', () => {
  expect(LANGUAGES).toContain('ru');
  expect([...LANGUAGES].toSorted()).toEqual(catalogues.map(({ code }) => code).toSorted());
});

describe.each(catalogues)('$code', ({ code, texts }) => {
  it('has every text of English, and no other', () => {
    expect([...new Set(Object.keys(texts).map(nameOf))].toSorted()).toEqual([...names].toSorted());
  });

  it('has each plural form of the language for what is counted, and none elsewhere', () => {
    const { pluralCategories } = new Intl.PluralRules(code).resolvedOptions();
    for (const name of counted) {
      const forms = Object.keys(texts).filter((key) => FORM.test(key) && nameOf(key) === name);
      expect(forms.toSorted()).toEqual(pluralCategories.map((form) => `${name}_${form}`).toSorted());
    }
    const plain = Object.keys(texts).filter((key) => FORM.test(key) && !counted.has(nameOf(key)));
    expect(plain).toEqual([]);
  });

  it('fills in what English fills in', () => {
    for (const [key, text] of Object.entries(texts)) {
      const found = placeholders(text);
      const wanted = needed(nameOf(key));
      // "A message was …" needs no number.
      const free = /_(?:zero|one|two)$/.test(key) && !found.includes('{{count}}') ? '{{count}}' : '';
      expect([key, ...found]).toEqual([key, ...wanted.filter((each) => each !== free)]);
    }
  });

  it('is set as print is: real quotes, dashes and dots, no stray space', () => {
    for (const [key, text] of Object.entries(texts)) {
      expect([key, /["']|\.\.\.| - | {2}|^\s|\s$|^$/.exec(text)?.[0]]).toEqual([key, undefined]);
    }
  });
});

const messagesSchema = v.record(v.string(), v.object({ message: v.string() }));

it('says in the manifest of each language what it says in English', async () => {
  const folder = path.join(import.meta.dirname, '../../public/_locales');
  const locales = await readdir(folder);
  expect(locales.toSorted()).toEqual([...LANGUAGES].map((code) => code.replace('-', '_')).toSorted());
  const messages = await Promise.all(
    locales.map(async (locale) => {
      const file = path.join(folder, locale, 'messages.json');
      return v.parse(messagesSchema, JSON.parse(await readFile(file, 'utf8')));
    }),
  );
  for (const each of messages) {
    expect(Object.keys(each)).toEqual(Object.keys(messages[0] ?? {}));
    // The stores' limit.
    expect(each['description']?.message.length).toBeLessThanOrEqual(132);
  }
});
