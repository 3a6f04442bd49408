import type { IncomingRelay } from '../../extension/core/session-state.ts';
import { roomKeys } from '../../extension/core/room-key.ts';
import { parseRoomLink } from '../../extension/core/room-link.ts';
import { createSessionRunner, type SessionRunner } from '../../extension/rtc/session-runner.ts';
import { provideWebSocket } from './node-socket.ts';
import type { ReceivedFrame, RtpCodec } from './rtp-frames.ts';
import { RtpReception } from './rtp-reception.ts';

/**
 * A viewer that decodes nothing: the product's own Session, so the real protocol with all its seals, and a connection
 * that puts packets together to frames. Fourteen of them leave two cores to what is measured.
 */
export class RtpViewer {
  readonly #session: SessionRunner;
  readonly #receptions = new Map<string, RtpReception>();
  readonly #joinedAt = Date.now();

  /** Joins at once. @param address the room's link */
  constructor(address: string, name: string, codec: RtpCodec) {
    provideWebSocket();
    const link = parseRoomLink(address);
    const receptions = this.#receptions;
    const open = (from: string): RtpReception => {
      const reception = new RtpReception(codec, (message) =>
        this.#session.dispatch({ type: 'relay', relay: { ...message, to: from, room: link.room } }),
      );
      receptions.set(from, reception);
      return reception;
    };
    const mesh = {
      links: receptions,
      addPeer: () => undefined,
      callPeer: () => undefined,
      removePeer(peer: string) {
        receptions.get(peer)?.close();
        receptions.delete(peer);
      },
      deliver: (relay: IncomingRelay) => (receptions.get(relay.from) ?? open(relay.from)).handle(relay),
      resync: () => undefined,
      tellGate: () => undefined,
      useIceServers: () => undefined,
    };
    this.#session = createSessionRunner({
      link,
      keys: link.key === null ? null : roomKeys(link.room, link.key),
      name,
      accessToken: null,
      memory: { hostKey: null, pass: null, keepHostKey: () => undefined },
      mesh: () => mesh,
      chatCame: () => undefined,
      changed: () => undefined,
    });
    this.#session.dispatch({ type: 'start' });
  }

  /** ms from joining to the first whole key frame; null before. */
  get firstPictureMs(): number | null {
    const times = [...this.#receptions.values()].flatMap(({ firstAt }) => firstAt ?? []);
    return times.length > 0 ? Math.min(...times) - this.#joinedAt : null;
  }

  /** Frames since the last call. */
  takeFrames(): readonly ReceivedFrame[] {
    return [...this.#receptions.values()].flatMap((reception) => reception.takeFrames());
  }

  /** Says goodbye and goes. */
  leave(): void {
    this.#session.dispatch({ type: 'leave' });
    this.#session.close();
    for (const reception of this.#receptions.values()) reception.close();
    this.#receptions.clear();
  }
}
