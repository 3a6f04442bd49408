import { describe, expect, it } from 'vitest';
import en from './en.ts';
import { languageOf, pickLanguage, pieces, translate } from './translate.ts';

const russian = languageOf('ru', {
  hello: 'Привет, {{name}}',
  size: 'Всего {{value}}',
  people_one: '{{count}} человек',
  people_few: '{{count}} человека',
  people_many: '{{count}} человек',
  people_other: '{{count}} человека',
});

describe('a text', () => {
  it('is filled in', () => {
    expect(translate(russian, 'hello', { name: 'Alex' })).toBe('Привет, Alex');
  });

  it.each(['{{name}}', '{{title}}', '$t(hello)', '$1 $&', '<b>'])('takes %s as it is', (name) => {
    expect(translate(russian, 'hello', { name })).toBe(`Привет, ${name}`);
  });

  it.each([
    [1, '1 человек'],
    [2, '2 человека'],
    [5, '5 человек'],
    [11, '11 человек'],
    [21, '21 человек'],
    [24, '24 человека'],
    [1.5, '1,5 человека'],
  ])('counts %d in Russian', (count, text) => {
    expect(translate(russian, 'people', { count })).toBe(text);
  });

  it('writes numbers as its language does', () => {
    expect(translate(russian, 'size', { value: 1234.5 })).toBe('Всего 1\u00A0234,5');
  });

  it('is English where the language lacks it', () => {
    expect(translate(russian, 'common.close', {})).toBe(en['common.close']);
    expect(() => translate(russian, 'no.such', {})).toThrow('no.such');
  });

  it('comes in pieces', () => {
    expect(pieces(russian, 'hello')).toEqual([{ text: 'Привет, ' }, { name: 'name' }, { text: '' }]);
  });
});

describe('the language', () => {
  const there = ['en', 'ru', 'pt-BR'];
  it.each([
    ['', ['ru-RU', 'en'], 'ru'],
    ['', ['de', 'fr-FR', 'ru'], 'ru'],
    ['', ['de'], 'en'],
    ['', [], 'en'],
    ['en', ['ru'], 'en'],
    ['xx', ['ru'], 'ru'],
    ['', ['pt-br', 'ru'], 'pt-BR'],
    ['', ['en-GB', 'ru'], 'en'],
  ])('chosen %j, of a browser that prefers %j, is %s', (chosen, preferred, code) => {
    expect(pickLanguage(chosen, preferred, there)).toBe(code);
  });
});
