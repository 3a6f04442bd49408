import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { partsOf } from './links.ts';

const linksIn = (line: string) => partsOf(line).filter((part) => part.kind === 'link');

describe('the links of a line', () => {
  test.each([
    ['see https://porthole.example/a?b=c#d.', 'https://porthole.example/a?b=c#d'],
    ['(http://one.example/x_(y))', 'http://one.example/x_(y)'],
    ['www.example.com, too', 'https://www.example.com/'],
    ['http://localhost:8080/r/room', 'http://localhost:8080/r/room'],
    ['<b>https://a.example</b>', 'https://a.example/'],
  ])('%s', (line, href) => {
    expect(linksIn(line).map((link) => link.href)).toEqual([href]);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'ftp://files.example/x',
    'mailto:ada@example.com',
    'ada@example.com',
    'README.md, main.rs, example.com',
    'chrome-extension://abc/popup.html',
    'blob:https://a.example/1',
    'https://a\u202Emoc.example/',
  ])('%s has none', (line) => {
    expect(linksIn(line).filter(({ text }) => !text.startsWith('https://a.example'))).toEqual([]);
  });

  test.each([
    ['https://bank.example@evil.example/', 'evil.example'],
    ['https://аррӏе.com/', 'xn--80ak6aa92e.com'],
    ['https://a.example', null],
    ['https://A.example/B', null],
    ['https://user:pw@a.example/', 'a.example'],
  ])('%s says where it leads: %s', (line, host) => {
    expect(linksIn(line)).toMatchObject([{ host }]);
  });

  test('leave the line as it is, and lead to http or https alone', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl(),
      fc.constantFrom('javascript:', 'https://', 'www.', '@', '\u202E', '<a href=', ' ', '\n'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const line = words.join('');
        const parts = partsOf(line);
        expect(parts.map(({ text }) => text).join('')).toBe(line);
        const addresses = parts.flatMap((part) => (part.kind === 'link' ? part.href : []));
        expect(addresses.filter((href) => !/^https?:\/\//.test(href))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
