import type { ServerMessage } from '@porthole/signaling/protocol';
import type { Hosting, Order } from './hosting.ts';

/** More than a person gives while the server is away; of more the oldest go. */
const ORDER_LIMIT = 32;

/** Who may come in. */
export interface Door {
  readonly locked: boolean;
  readonly waitingRoom: boolean;
}

/** How the door is to be: as the host has ordered, and where it has not, as the server says. */
export function doorOf({ locked, waitingRoom, orders }: Hosting): Door {
  return orders.reduce<Door>((door, { action }) => ({ ...door, ...DOOR[action] }), { locked, waitingRoom });
}

export function isClosed({ locked, waitingRoom }: Door): boolean {
  return locked || waitingRoom;
}

/** The orders that the server has not answered yet, with one more, which takes the place of its opposite. */
export function withOrder(orders: readonly Order[], order: Order): readonly Order[] {
  const subject = subjectOf(order);
  return [...orders.filter((other) => subjectOf(other) !== subject), order].slice(-ORDER_LIMIT);
}

/** The orders that are still open after what the server says. */
export function openAfter(orders: readonly Order[], message: ServerMessage): readonly Order[] {
  switch (message.type) {
    case 'room-updated':
      return orders.filter((order) => !isDone(order, message));
    case 'knock-gone':
      return orders.filter((order) => !isAbout(order, message.id) || !ANSWERS.has(order.action));
    case 'peer-left':
      return orders.filter((order) => !isAbout(order, message.id));
    case 'error':
      return message.ref === 'host' ? afterRefusal(orders, message.to) : orders;
    default:
      return orders;
  }
}

/** Of a refusal that names nobody the order is not known: none about the room is taken for carried out. */
function afterRefusal(orders: readonly Order[], to: string | undefined): readonly Order[] {
  return orders.filter((order) => (to === undefined ? 'to' in order : !isAbout(order, to)));
}

function isDone(order: Order, now: Door): boolean {
  const wanted = DOOR[order.action];
  if (!wanted) return false;
  const { locked = now.locked, waitingRoom = now.waitingRoom } = wanted;
  return locked === now.locked && waitingRoom === now.waitingRoom;
}

function isAbout(order: Order, id: string): boolean {
  return 'to' in order && order.to === id;
}

/** One order of each is enough: the last one. */
function subjectOf(order: Order): string {
  if ('to' in order) return ANSWERS.has(order.action) ? `answer ${order.to}` : `${order.action} ${order.to}`;
  return Object.keys(DOOR[order.action] ?? {})[0] ?? order.action;
}

const ANSWERS: ReadonlySet<Order['action']> = new Set(['admit', 'deny']);

const DOOR: Readonly<Partial<Record<Order['action'], Partial<Door>>>> = {
  lock: { locked: true },
  unlock: { locked: false },
  'waiting-on': { waitingRoom: true },
  'waiting-off': { waitingRoom: false },
};
