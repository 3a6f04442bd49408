import type { Socket } from 'node:net';
import { CLOSE_CODES, type ErrorCode, type ServerMessage } from '../protocol/index.ts';
import type { Address } from './addresses.ts';
import type { Client, Refusal } from './client.ts';
import { countedAs, isDeliberate, OWN_CUTS, type OwnCut } from './cuts.ts';
import { Deadlines } from './deadlines.ts';
import { dispatch } from './handlers/dispatch.ts';
import { relayScanned } from './handlers/relay.ts';
import { problemOf } from './log.ts';
import { hold, leave } from './presence.ts';
import { giveUpWaiting, turnAwayWaiting, type Waiting } from './waiting.ts';
import { Bucket } from './rate.ts';
import type { StayEnd } from './orders.ts';
import type { Member } from './rooms.ts';
import type { Service } from './service.ts';
import { iceServersFor } from './turn.ts';
import { textFrame } from './wire/frame.ts';
import { SentLog } from './wire/sent-log.ts';
import { Outbox } from './wire/outbox.ts';
import type { PeerSocket, SocketOwner } from './wire/peer-socket.ts';
import { scanRelay } from './wire/scan.ts';

/** One socket: what comes in is limited, read and dispatched; what goes out is collected and written together. */
export class Connection implements Client, SocketOwner {
  readonly address: Address;
  readonly local = true;
  member: Member | null = null;
  waiting: Waiting | null = null;
  readonly #service: Service;
  readonly #ws: PeerSocket;
  readonly #outbox: Outbox;
  readonly #log: SentLog;
  readonly #onGone: (connection: Connection) => void;
  readonly #messages: Bucket;
  readonly #deadlines: Deadlines;
  #closing = false;
  /** Messages that came while one before them is being decided on. */
  #waiting: Buffer[] | null = null;

  constructor(
    service: Service,
    ws: PeerSocket,
    socket: Socket,
    address: Address,
    onGone: (connection: Connection) => void,
  ) {
    const { clock, config, flusher } = service;
    this.#service = service;
    this.#ws = ws;
    this.address = address;
    this.#onGone = onGone;
    this.#outbox = new Outbox(socket, flusher, this);
    this.#log = new SentLog();
    const perTick = (config.limits.messagesPerSecond * clock.tickMs) / 1000;
    this.#messages = new Bucket(perTick, config.limits.messageBurst, clock.tick);
    this.#deadlines = new Deadlines(clock.now);
    address.connections += 1;
    ws.start(this, socket, service.unmasker);
  }

  get live(): boolean {
    return !this.#closing;
  }

  send(frame: Buffer): void {
    if (this.#closing) return;
    if (this.member) this.#log.push(frame);
    this.#outbox.push(frame);
  }

  notify(frame: Buffer): void {
    if (this.#closing) return;
    if (this.member) this.#log.count();
    this.#outbox.push(frame);
  }

  onBacklog(bytes: number): void {
    if (!this.#closing && bytes > this.#service.config.limits.waitingBytes) this.#cut('slow');
  }

  tell(message: ServerMessage): void {
    this.notify(textFrame(JSON.stringify(message)));
  }

  refuse(code: ErrorCode, refusal: Refusal = {}): void {
    this.#service.metrics.rejected(code);
    this.tell({ type: 'error', code, ...refusal });
  }

  close(code: number, reason: string): void {
    if (this.#closing) return;
    this.#closing = true;
    const cut = countedAs(code);
    if (cut) this.#service.metrics.cut(cut);
    this.#outbox.flush();
    this.#ws.close(code, reason);
  }

  missing(received = this.#written): readonly Buffer[] | null {
    return this.#log.after(received);
  }

  yieldTo(): void {
    this.member = null;
    this.#service.metrics.cut('replaced');
    this.close(CLOSE_CODES.replaced, 'resumed elsewhere');
  }

  expel(code: StayEnd): void {
    this.member = null;
    this.#service.metrics.cut('expelled');
    this.refuse(code);
    this.close(CLOSE_CODES.expelled, code);
  }

  /** Closes because the service stops; the place is gone with it. */
  dismiss(code: number): void {
    this.member = null;
    this.close(code, 'service restarts');
  }

  terminate(): void {
    this.#closing = true;
    this.#ws.terminate();
  }

  /** Looks at the deadlines; called once a tick. */
  check(now: number): void {
    if (this.#closing) return;
    const { timing } = this.#service.config;
    if (this.#deadlines.isMute(now, timing)) return this.#cut('mute');
    if (this.waiting) this.#checkWait(this.waiting, now);
    else if (!this.member && this.#deadlines.isLate(now, timing)) return this.#cut('join-timeout');
    this.#refreshCredentials(now);
    if (!this.#deadlines.takePing(now, timing)) return;
    this.#log.onPing(this.#written);
    this.#ws.ping();
  }

  /** Messages that the socket has taken; `joined` or `resumed` at least. */
  get #written(): number {
    return Math.max(1, this.#log.sent - this.#outbox.unsent);
  }

  #checkWait(waiting: Waiting, now: number): void {
    if (now - waiting.since >= this.#service.config.timing.waiting)
      turnAwayWaiting(this.#service, waiting, 'denied');
  }

  /** TURN credentials end; new ones are sent once a quarter of their time is left. */
  #refreshCredentials(now: number): void {
    const { config } = this.#service;
    if (!config.turn || !this.member || !this.#deadlines.takeCredentials(now, config.turn.ttl)) return;
    this.tell({ type: 'ice-servers', iceServers: iceServersFor(config, this.member.id, now) });
  }

  onText(message: Buffer): void {
    if (this.#admit() && this.#fits(message)) this.#take(message, true);
  }

  onMessage(data: Buffer, isBinary: boolean): void {
    if (!this.#admit()) return;
    if (isBinary) return this.refuse('bad-message', { message: 'binary frame' });
    if (this.#fits(data)) this.#take(data, false);
  }

  onPong(): void {
    this.#log.onPong();
    this.#deadlines.hear(this.#service.clock.now);
  }

  #fits(data: Buffer): boolean {
    const fits = data.length <= this.#service.config.limits.messageBytes;
    if (!fits) this.refuse('too-large');
    return fits;
  }

  /** @param borrowed whether `data` has to be copied to be kept */
  #take(data: Buffer, borrowed: boolean): void {
    if (this.#closing) return;
    if (this.#waiting) return void this.#waiting.push(borrowed ? Buffer.from(data) : data);
    try {
      this.#read(data);
    } catch (error) {
      this.#failHere(error);
    }
  }

  /** A bug, or a failure that nothing here expects: it costs the client that met it its connection, and nobody else. */
  #failHere(error: unknown): void {
    this.#service.log.error({ event: 'handler-failed', problem: problemOf(error) });
    this.#giveUp('lost');
    this.close(CLOSE_CODES.internal, 'internal error');
  }

  /** Passes a relay on by its header alone; everything else is parsed. */
  #read(data: Buffer): void {
    const { metrics } = this.#service;
    const { member } = this;
    if (member) {
      const start = metrics.startRelay();
      const header = scanRelay(data, member.room.quoted);
      if (header) {
        relayScanned(this.#service, this, member, data, header);
        return metrics.endRelay(start);
      }
    }
    const pending = dispatch(this.#service, this, data.toString());
    if (pending) this.#wait(pending);
  }

  /** Reads nothing more until a message that takes its time is done with. */
  #wait(pending: Promise<void>): void {
    const { log } = this.#service;
    const waiting: Buffer[] = [];
    this.#waiting = waiting;
    this.#ws.pause();
    pending
      .catch((error: unknown) => {
        log.warn({ event: 'join-failed', problem: problemOf(error) });
        this.close(CLOSE_CODES.tryLater, 'try again later');
      })
      .finally(() => {
        this.#waiting = null;
        this.#ws.resume();
        for (const data of waiting) this.#take(data, false);
      });
  }

  /** Takes a token for the message; without one it is refused, and who is a whole burst in debt is cut off. */
  #admit(): boolean {
    if (this.#closing) return false;
    const { clock, config } = this.#service;
    this.#deadlines.hear(clock.now);
    const own = this.#messages.take(clock.tick);
    const shared = this.address.limited ? this.address.messages.take(clock.tick) : 0;
    if (own >= 0 && shared >= 0) return true;
    if (own < -config.limits.messageBurst) this.#cut('policy');
    else this.refuse('rate-limited');
    return false;
  }

  /** What `ws` refuses by itself: it has sent the close frame already. */
  onError(error: Error & { code?: string }): void {
    const tooLarge = error.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
    if (error.code?.startsWith('WS_ERR_')) {
      this.#service.metrics.rejected(tooLarge ? 'too-large' : 'bad-message');
      this.#service.metrics.cut('protocol');
      this.#giveUp('lost');
      this.#closing = true;
    }
  }

  #cut(reason: OwnCut): void {
    const { metrics, config, log, clock } = this.#service;
    metrics.cut(reason);
    log.info({ event: 'cut', reason, room: this.member?.room.tag, peer: this.member?.id });
    if (reason === 'slow') metrics.rejected('slow');
    const { place, close } = OWN_CUTS[reason];
    if (place === 'held') this.#holdFor(this.#deadlines.holdFor(clock.now, config.timing));
    else this.#giveUp(place);
    if (close) this.close(...close);
    else this.terminate();
  }

  onClose(code: number): void {
    this.#closing = true;
    this.#onGone(this);
    this.address.connections -= 1;
    if (isDeliberate(code)) this.#giveUp('left');
    else this.#holdFor(this.#service.config.timing.resumeTtl);
  }

  #giveUp(reason: 'left' | 'lost'): void {
    const { member, waiting } = this;
    this.member = null;
    if (waiting) giveUpWaiting(this.#service, waiting);
    if (member) leave(this.#service, member, reason);
  }

  #holdFor(ttl: number): void {
    const { member, waiting } = this;
    this.member = null;
    if (waiting) giveUpWaiting(this.#service, waiting);
    if (member) hold(this.#service, member, ttl, { log: this.#log, written: this.#written });
  }
}
