import { Fragment, type ReactNode } from 'react';
import type { Key, Needs } from './catalogue.ts';
import { spoken } from './language.ts';
import { pieces } from './translate.ts';

interface RichProps<K extends Key> {
  readonly text: K;
  readonly values: Readonly<Record<Needs<K>, ReactNode>>;
}

/** A text with something other than text filled in: an icon, a key, a number that stands out. */
export function Rich<K extends Key>({ text, values }: RichProps<K>) {
  const filled = values as Readonly<Record<string, ReactNode>>;
  return pieces(spoken(), text).map((piece, index) => (
    // The pieces of a text never change places.
    // oxlint-disable-next-line react/no-array-index-key
    <Fragment key={index}>{'text' in piece ? piece.text : filled[piece.name]}</Fragment>
  ));
}
