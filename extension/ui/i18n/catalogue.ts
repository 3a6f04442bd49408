import type en from './en.ts';

type Texts = typeof en;
type Form = Intl.LDMLPluralRule;

/** The name of a text; one with plural forms has one name for all of them. */
export type Key = keyof Texts extends infer Each
  ? Each extends `${infer Name}_${Form}`
    ? Name
    : Each
  : never;

type Placeholder<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type TextOf<K extends Key> = K extends keyof Texts ? Texts[K] : Texts[`${K}_other` & keyof Texts];

type AllNeeds = { [K in Key]: Placeholder<TextOf<K>> };

/** What a text has to be given. */
export type Needs<K extends Key> = AllNeeds[K];

/** Texts into which nothing is filled in. */
export type PlainKey = { [K in Key]: [AllNeeds[K]] extends [never] ? K : never }[Key];

type NameOf<K, Part extends string> = K extends `${infer Name}.${Part}` ? Name : never;

/** Names under which there is a title and a hint. */
export type WordsKey = NameOf<Key, 'title'> & NameOf<Key, 'hint'>;

type AllWordsNeeds = { [K in Key as NameOf<K, 'title'> | NameOf<K, 'hint'>]: AllNeeds[K] };

/** What a title and its hint have to be given. */
export type WordsNeeds<N extends WordsKey> = AllWordsNeeds[N];

/** Another language: every text of English, with the plural forms that the language has. */
export type Translation = {
  readonly [K in keyof Texts as K extends `${string}_${Form}` ? never : K]: string;
} & {
  readonly [K in Exclude<Key, keyof Texts> as `${K}_other`]: string;
} & {
  readonly [K in Exclude<Key, keyof Texts> as `${K}_${Exclude<Form, 'other'>}`]?: string;
};
