import { expect, test } from 'vitest';
import { readChat, writeChat } from './chat-message.ts';
import { LINE_BYTES } from './line.ts';

const line = (text: string) => ({ kind: 'line', id: 'line-0001', text }) as const;

test('a message comes back as it was written, and its length tells little', () => {
  const written = ['yes', 'no', 'maybe', 'да 🚀'].map((text) => writeChat(line(text)));
  expect(new Set(written.map((text) => Buffer.byteLength(text)))).toEqual(new Set([256]));
  expect(readChat(written[3] ?? '')).toEqual(line('да 🚀'));
});

test.each([
  'no JSON',
  '[]',
  '{"kind":"shout"}',
  '{"kind":"line","id":"x","text":"short id"}',
  '{"kind":"line","id":"line-0001","text":""}',
  '{"kind":"line","id":"line-0001","text":{"a":1}}',
  writeChat(line('я'.repeat(LINE_BYTES / 2 + 1))),
  '{"kind":"have","stayed":-1,"lines":1}',
  '{"kind":"history","lines":[{"id":"line-0001","from":"../x","name":"","text":"x","ago":1}],"more":false}',
])('%s is no message', (text) => {
  expect(readChat(text)).toBeNull();
});
