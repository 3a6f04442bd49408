import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fromBase64url } from './base64url.ts';
import { chatMessage, readChat, writeChat } from './chat/chat-message.ts';
import { foundedRoomId, hostVerifier } from './host/host-key.ts';
import { keysOfLink } from './room-key.ts';
import { parseRoomLink } from './room-link.ts';
import { openHello } from './seal/hello.ts';
import { openRelay } from './seal/relay.ts';

/*
 * What PROTOCOL.md tells those who write another client about links, keys and sealed fields is what this client does.
 */

const text = await readFile(new URL('../../signaling/PROTOCOL.md', import.meta.url), 'utf8');

/** The examples of one kind. */
function examples(kind: string) {
  return [...text.matchAll(/```(\w+ \w+)\n([^]*?)```/g)]
    .filter(([, name]) => name === kind)
    .map(([, , body = '']) => JSON.parse(body));
}

test.each(examples('json keys'))('the keys of $link', async ({ link, phrase = null, auth, seal }) => {
  expect(await keysOfLink(parseRoomLink(link), phrase)).toEqual({ auth, seal });
});

test.each(examples('json host'))('the host key $hostKey', ({ hostKey, host, room }) => {
  expect(hostVerifier(hostKey)).toBe(host);
  expect(foundedRoomId(hostKey)).toBe(room);
});

test('the sealed fields', () => {
  const key = fromBase64url(examples('json keys')[0].seal);
  const [hello, ...relays] = examples('json sealed');
  const { id, stay, edition, name, sealed } = hello;
  expect(openHello(key, 'room-id', id, sealed)).toEqual({ stay, edition, name });
  expect(relays).toHaveLength(3);
  for (const relay of relays) {
    const { to, room } = relay.clear;
    const ends = { room, from: relay.from, to, fromStay: stay, toStay: relay.toStay };
    const opened = openRelay(key, ends, { ...relay.sealed, from: relay.from }, relay.counter - 1);
    expect(opened).toMatchObject({ refusal: null, counter: relay.counter, relay: relay.clear });
  }
});

test('what is said in a chat', () => {
  const said = examples('json chat');
  for (const message of said) expect(readChat(JSON.stringify(message))).toEqual(message);
  const kinds = chatMessage.options.map(({ entries }) => entries.kind.literal);
  expect(said.map(({ kind }) => kind)).toEqual(kinds);
  for (const kind of kinds) expect(text).toContain(`| \`${kind}\` |`);
  const [, , , sealed] = examples('json sealed');
  expect(writeChat(said[0])).toBe(sealed.clear.text);
});
