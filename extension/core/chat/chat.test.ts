import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FakeChatRoom } from '../../testing/fake-chat-room.ts';
import { MY_LINES } from './allowance.ts';
import { whyNotSaid } from './chat.ts';
import { NO_CHAT } from './chat-state.ts';
import { DELIVERY_MS } from './delivery.ts';
import { LINE_BYTES, LINES_KEPT } from './line.ts';

function roomOf(...ids: string[]): FakeChatRoom {
  const room = new FakeChatRoom();
  for (const id of ids) {
    room.join(id);
    room.settle();
    room.pass(1000);
  }
  return room;
}

/** Somebody says so many lines, a second apart. */
function talk(room: FakeChatRoom, id: string, count: number, text = (n: number) => `line ${n}`): void {
  for (let n = 0; n < count; n++) {
    room.say(id, text(n));
    room.settle();
    room.pass(1000);
  }
}

const delivered = (room: FakeChatRoom, id: string) => room.said(id).map((line) => line.delivered);

describe('a line', () => {
  test('reaches everyone, and its writer learns that it did', () => {
    const room = roomOf('ann', 'bob', 'cem');
    room.say('ann', 'hello');
    expect(delivered(room, 'ann')).toEqual(['pending']);
    room.settle();
    expect(delivered(room, 'ann')).toEqual(['sent']);
    for (const id of ['bob', 'cem']) {
      expect(room.said(id)).toMatchObject([{ text: 'hello', from: 'ann', name: 'ANN', told: null }]);
      expect(room.of(id).state.unread).toBe(1);
    }
    room.dispatch('bob', { type: 'seen' });
    expect(room.of('bob').state.unread).toBe(0);
  });

  test('to nobody is said at once, and told to whoever comes', () => {
    const room = roomOf('ann');
    room.say('ann', 'first');
    expect(delivered(room, 'ann')).toEqual(['sent']);
    room.join('bob');
    room.settle();
    expect(room.said('bob')).toMatchObject([
      { text: 'first', from: 'ann', told: { id: 'ann', name: 'ANN' } },
    ]);
    expect(room.of('bob').state.unread).toBe(0);
  });

  test('that nobody gets has failed, and can be tried again', () => {
    const room = roomOf('ann', 'bob');
    room.lose = () => true;
    const id = room.say('ann', 'hello');
    room.pass(DELIVERY_MS - 1);
    expect(delivered(room, 'ann')).toEqual(['pending']);
    room.pass(1);
    expect(delivered(room, 'ann')).toEqual(['failed']);
    room.lose = () => false;
    room.dispatch('ann', { type: 'again', key: `ann/${id}` });
    expect(delivered(room, 'ann')).toEqual(['pending']);
    room.settle();
    expect([delivered(room, 'ann'), room.texts('bob')]).toEqual([['sent'], ['hello']]);
  });

  test('waits while the server is away, and comes once however often it is sent', () => {
    const room = roomOf('ann', 'bob');
    room.of('ann').online = false;
    room.tellRoom();
    room.say('ann', 'later');
    room.pass(10 * DELIVERY_MS);
    expect([delivered(room, 'ann'), room.texts('bob')]).toEqual([['pending'], []]);
    // It arrives, and the word of that is lost with the next connection.
    room.lose = (from) => from === 'bob';
    room.of('ann').online = true;
    room.tellRoom();
    room.settle();
    expect([delivered(room, 'ann'), room.texts('bob')]).toEqual([['pending'], ['later']]);
    room.of('ann').online = false;
    room.tellRoom();
    room.lose = () => false;
    room.of('ann').online = true;
    room.tellRoom();
    room.settle();
    expect([delivered(room, 'ann'), room.texts('bob')]).toEqual([['sent'], ['later']]);
  });

  test('reaches who was away when it was said, as soon as the server knows it again', () => {
    const room = roomOf('ann', 'bob', 'cem');
    room.of('cem').online = false;
    room.tellRoom();
    room.say('ann', 'hello');
    room.settle();
    expect([delivered(room, 'ann'), room.texts('cem')]).toEqual([['sent'], []]);
    room.of('cem').online = true;
    room.tellRoom();
    room.settle();
    expect(room.texts('cem')).toEqual(['hello']);
    expect(room.of('ann').state.deliveries).toEqual([]);
  });

  test('is not sent to a program without chat, nor waited for from there', () => {
    const room = roomOf('ann');
    room.join('old', true);
    room.say('ann', 'hello');
    expect([room.queue, delivered(room, 'ann')]).toEqual([[], ['sent']]);
  });

  test('of nothing, too long, or in no room is not taken, and says why', () => {
    const { state } = roomOf('ann').of('ann');
    expect(whyNotSaid(state, '  \n\u0000 ', 0)).toEqual({ code: 'empty' });
    expect(whyNotSaid(state, 'x'.repeat(LINE_BYTES), 0)).toBeNull();
    expect(whyNotSaid(state, 'я'.repeat(LINE_BYTES / 2 + 1), 0)).toEqual({
      code: 'too-long',
      bytes: LINE_BYTES + 2,
    });
    expect(whyNotSaid(NO_CHAT, 'hello', 0)).toEqual({ code: 'closed' });
  });
});

describe('a flood', () => {
  test('is held back at its writer, who is told how long', () => {
    const room = roomOf('ann', 'bob');
    for (let n = 0; n <= MY_LINES.burst; n++) room.say('ann', `line ${n}`);
    room.settle();
    expect(room.texts('bob')).toHaveLength(MY_LINES.burst);
    expect(whyNotSaid(room.of('ann').state, 'one more', room.now)).toEqual({
      code: 'too-fast',
      waitMs: 1000,
    });
    room.pass(1000);
    expect(whyNotSaid(room.of('ann').state, 'one more', room.now)).toBeNull();
  });

  test('of a program that holds nothing back is left out, said once, and nobody else suffers', () => {
    const room = roomOf('ann', 'bob', 'eve');
    for (let n = 0; n < 500; n++) {
      const message = { kind: 'line', id: `flood-${n}-line`, text: 'x' } as const;
      room.dispatch('bob', { type: 'came', from: 'eve', message });
    }
    expect(room.said('bob').length).toBeLessThanOrEqual(40);
    expect(room.news('bob').filter((news) => news === 'EVE floods')).toHaveLength(1);
    room.say('ann', 'hello');
    room.settle();
    expect(room.texts('bob').at(-1)).toBe('hello');
  });

  test('of questions is not answered', () => {
    const room = roomOf('ann', 'eve');
    for (let n = 0; n < 1000; n++)
      room.dispatch('ann', { type: 'came', from: 'eve', message: { kind: 'fetch', before: null } });
    expect(room.queue.length).toBeLessThanOrEqual(100);
  });
});

describe('comings and goings', () => {
  test('stand between the lines, for those who were there', () => {
    const room = roomOf('ann', 'bob');
    room.of('bob').sharing = true;
    room.tellRoom();
    room.of('bob').sharing = false;
    room.tellRoom();
    room.leave('bob');
    expect(room.news('ann')).toEqual(['BOB came', 'BOB shares', 'BOB shares-no-more', 'BOB left']);
  });

  test('are no news to a newcomer, whoever is there', () => {
    expect(roomOf('ann', 'bob', 'cem').news('cem')).toEqual([]);
  });

  test('push no lines out', () => {
    const room = roomOf('ann', 'bob');
    room.say('ann', 'hello');
    room.settle();
    for (let n = 0; n < 300; n++) {
      room.of('bob').sharing = n % 2 === 0;
      room.tellRoom();
    }
    expect(room.texts('ann')).toEqual(['hello']);
    expect(room.of('ann').state.lines.length).toBeLessThan(100);
  });
});

describe('a newcomer', () => {
  test('is told the last 200 lines, in order, by who has been there longest', () => {
    const room = roomOf('ann', 'bob');
    talk(room, 'bob', 230);
    room.join('cem');
    room.settle();
    expect(room.texts('cem')).toEqual(Array.from({ length: LINES_KEPT }, (_, n) => `line ${n + 30}`));
    expect(new Set(room.said('cem').map(({ told }) => told?.name))).toEqual(new Set(['ANN']));
  });

  test('gets lines of full length, each part small enough for the wire', () => {
    const room = roomOf('ann', 'bob');
    // What JSON writes twice as long, twice.
    talk(room, 'ann', 40, (n) => `${n}`.padEnd(LINE_BYTES, '\\'));
    room.join('cem');
    room.settle();
    expect(room.texts('cem')).toEqual(room.texts('ann'));
    expect(room.longest).toBeGreaterThan(40 * 1024);
    expect(room.longest).toBeLessThan(60 * 1024);
  });

  test('is told by the next where the first falls silent', () => {
    const room = roomOf('ann', 'bob', 'dan');
    talk(room, 'bob', 3);
    room.join('cem');
    let answers = 0;
    room.lose = (from) => from === 'ann' && (answers += 1) > 1;
    room.settle();
    expect(room.texts('cem')).toEqual([]);
    room.pass(5000);
    expect(room.texts('cem')).toEqual(['line 0', 'line 1', 'line 2']);
    expect(room.said('cem')[0]?.told?.name).toBe('BOB');
  });

  test('is told by the others where one answers nothing at all', () => {
    const room = roomOf('ann', 'bob');
    talk(room, 'bob', 2);
    room.lose = (from) => from === 'ann';
    room.join('cem');
    room.settle();
    expect(room.texts('cem')).toEqual([]);
    room.pass(2000);
    expect(room.texts('cem')).toEqual(['line 0', 'line 1']);
  });

  test('believes its own ears before any tale, and a tale of nobody that it did not ask', () => {
    const room = roomOf('ann', 'bob');
    talk(room, 'ann', 1, () => 'what I said');
    const [own] = room.said('ann');
    room.join('cem');
    const lie = { id: own?.id ?? '', from: 'ann', name: 'ANN', text: 'a lie', ago: 5 };
    room.dispatch('cem', {
      type: 'came',
      from: 'bob',
      message: { kind: 'history', lines: [lie], more: false },
    });
    expect(room.texts('cem')).toEqual([]);
    room.dispatch('cem', {
      type: 'came',
      from: 'ann',
      message: { kind: 'line', id: lie.id, text: 'what I said' },
    });
    room.settle();
    expect(room.said('cem')).toMatchObject([{ text: 'what I said', told: null }]);
  });

  test('who comes back afresh is told what it missed, and nothing twice', () => {
    const room = roomOf('ann', 'bob');
    talk(room, 'ann', 2);
    const { state } = room.of('bob');
    room.leave('bob');
    talk(room, 'ann', 1, () => 'meanwhile');
    const bob = room.join('bob', true);
    Object.assign(bob, { state, deaf: false });
    room.tellRoom('bob');
    room.settle();
    expect(room.texts('bob')).toEqual(['line 0', 'line 1', 'meanwhile']);
  });
});

test('whatever happens, everyone who stays has the same lines in the end, each once', () => {
  const act = fc.oneof(
    fc.record({ do: fc.constant('say' as const), who: fc.nat(3) }),
    fc.record({ do: fc.constant('away' as const), who: fc.nat(3) }),
    fc.record({ do: fc.constant('back' as const), who: fc.nat(3) }),
    fc.record({ do: fc.constant('settle' as const), who: fc.nat(3) }),
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const ids = ['ann', 'bob', 'cem', 'dan'];
      const room = roomOf(...ids);
      for (const each of acts) {
        const id = ids[each.who] ?? 'ann';
        if (each.do === 'say') room.say(id, `${room.now}`);
        else if (each.do === 'settle') room.settle();
        else {
          // What was on its way to or from it is lost with its socket.
          room.of(id).online = each.do === 'back';
          room.queue.splice(
            0,
            room.queue.length,
            ...room.queue.filter(({ from, to }) => from !== id && to !== id),
          );
          room.tellRoom();
        }
        room.now += 1000;
      }
      for (const member of room.members.values()) member.online = false;
      room.tellRoom();
      for (const member of room.members.values()) member.online = true;
      room.tellRoom();
      room.settle();
      const keys = (id: string) =>
        room
          .said(id)
          .map(({ key }) => key)
          .toSorted();
      for (const id of ids) {
        expect(new Set(keys(id)).size).toBe(keys(id).length);
        expect(keys(id)).toEqual(keys('ann'));
        expect(room.of(id).state.deliveries).toEqual([]);
      }
    }),
  );
});
