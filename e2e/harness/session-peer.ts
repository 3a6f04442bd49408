import { webcrypto } from 'node:crypto';
import { askersOf } from '../../extension/core/host/host-session.ts';
import { doorOf, type Door } from '../../extension/core/host/orders.ts';
import type { Order } from '../../extension/core/host/hosting.ts';
import { newId, roomKeys, type RandomBytes } from '../../extension/core/room-key.ts';
import type { RoomLink } from '../../extension/core/room-link.ts';
import type { SessionEvent, SessionState } from '../../extension/core/session-state.ts';
import type { Phase } from '../../extension/core/snapshot.ts';
import { createSessionRunner, type SessionRunner } from '../../extension/rtc/session-runner.ts';
import { Cable } from '../../signaling/src/testing/cable.ts';
import { provideWebSocket } from './node-socket.ts';

const random: RandomBytes = (bytes) => webcrypto.getRandomValues(bytes);

interface PeerOptions {
  /** Proves the host to the others. */
  readonly hostKey?: string;
  readonly pass?: string;
}

/**
 * A member without media, in this process: the product's own Session with all its seals, over a way to a real service
 * that can be cut. In the place of a mesh it notes whom it deals with.
 */
export class SessionPeer {
  /** Whom it would connect to, or has taken an offer of. */
  readonly dealsWith = new Set<string>();
  /** All phases that there were. */
  readonly phases: Phase[] = [];
  readonly #cable: Cable;
  readonly #room: string;
  readonly #session: SessionRunner;

  private constructor(cable: Cable, link: RoomLink, { hostKey, pass = newId(random) }: PeerOptions) {
    this.#cable = cable;
    this.#room = link.room;
    const offer = (to: string): void =>
      this.act({ type: 'relay', relay: { type: 'offer', to, room: this.#room, sdp: 'v=0\r\n' } });
    const mesh = {
      links: new Map(),
      addPeer: (peer: string) => void this.dealsWith.add(peer),
      callPeer: offer,
      removePeer: (peer: string) => void this.dealsWith.delete(peer),
      deliver: ({ from }: { readonly from: string }) => void this.dealsWith.add(from),
      resync: () => undefined,
      tellGate: () => undefined,
      useIceServers: () => undefined,
    };
    this.#session = createSessionRunner({
      link,
      keys: link.key === null ? null : roomKeys(link.room, link.key),
      name: '',
      accessToken: null,
      memory: { hostKey: hostKey ?? null, pass, keepHostKey: () => undefined },
      mesh: () => mesh,
      chatCame: () => undefined,
      changed: () => void (this.phase === this.phases.at(-1) || this.phases.push(this.phase)),
    });
    this.act({ type: 'start' });
  }

  /** Joins at once. @param port of the service */
  static async enter(port: number, link: RoomLink, options: PeerOptions = {}): Promise<SessionPeer> {
    provideWebSocket();
    const cable = await Cable.to(port);
    return new SessionPeer(cable, { ...link, origin: `http://127.0.0.1:${cable.port}` }, options);
  }

  get state(): SessionState {
    return this.#session.state;
  }

  get id(): string {
    return this.state.id;
  }

  get phase(): Phase {
    return this.state.phase;
  }

  /** How the door stands, as a person sees it. */
  get door(): Door {
    return doorOf(this.state.hosting);
  }

  /** Ids of those who ask to be let in. */
  get askers(): string[] {
    return askersOf(this.state).map(({ id }) => id);
  }

  act(event: SessionEvent): void {
    this.#session.dispatch(event);
  }

  order(order: Order): void {
    this.act({ type: 'order', order });
  }

  /** Hears what a host would tell it over their data channel now. */
  hear(host: SessionPeer): void {
    const message = host.#session.gateFor(this.id);
    if (message) this.act({ type: 'gate-told', from: host.id, message });
  }

  /** The network goes, without a word. */
  cut(): void {
    this.#cable.cut();
  }

  mend(): void {
    this.#cable.mend();
  }

  /** As a crash does: the way is cut, and nobody tries again. */
  crash(): void {
    this.#cable.cut();
    this.#session.close();
    this.#cable.close();
  }
}
