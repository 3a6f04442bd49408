import { roomKeys } from '../../extension/core/room-key.ts';
import { parseRoomLink } from '../../extension/core/room-link.ts';
import { createRoomClient, type RoomClient } from '../../extension/rtc/room-client.ts';
import type { SeenFrame } from './picture.ts';
import { TrackEar } from './track-ear.ts';
import { TrackReader } from './track-reader.ts';

export interface Standing {
  readonly phase: string;
  readonly fault: string | null;
  readonly others: readonly string[];
}

/** One viewer without a page of its own: the product's RoomClient, and eyes and ears on what it receives. */
export class RoomViewer {
  readonly #client: RoomClient;
  readonly #joinedAt = Date.now();
  /** The sound has to be played for WebRTC to pull it, and to hold the picture in step with it. */
  readonly #player = new Audio();
  #watched: MediaStreamTrack | null = null;
  #reader: TrackReader | null = null;
  #ear: TrackEar | null = null;
  #firstReadableAt: number | null = null;
  /** Frames of tracks that are over. */
  #before: readonly SeenFrame[] = [];

  /** Joins the room at once. */
  constructor(address: string, name: string) {
    const link = parseRoomLink(address);
    this.#player.muted = true;
    this.#client = createRoomClient({
      link,
      keys: link.key === null ? null : roomKeys(link.room, link.key),
      name,
      accessToken: null,
      memory: { hostKey: null, pass: null, keepHostKey: () => undefined },
      compatibility: () => false,
      relayOnly: () => false,
      pointing: false,
    });
    this.#client.subscribe(() => this.#follow());
    this.#client.join();
  }

  /** How it stands with the room, and who is in it beside me, by id. */
  get standing(): Standing {
    const { phase, fault, peers } = this.#client.getSnapshot();
    return { phase, fault: fault?.code ?? null, others: peers.map(({ id }) => id).toSorted() };
  }

  /** ms from joining to the first picture whose barcode could be read; null before. */
  get firstPictureMs(): number | null {
    const at = this.#firstReadableAt ?? this.#reader?.firstReadableAt ?? null;
    return at === null ? null : at - this.#joinedAt;
  }

  /** Frames since the last call. */
  takeFrames(): readonly SeenFrame[] {
    const frames = [...this.#before, ...(this.#reader?.take() ?? [])];
    this.#before = [];
    return frames;
  }

  /** ms since the epoch at which beeps began here, since the first call. */
  beeps(): readonly number[] {
    const [track] = this.#stream()?.getAudioTracks() ?? [];
    if (track) this.#ear ??= new TrackEar(track);
    return this.#ear?.onsets ?? [];
  }

  /** Says goodbye and goes. */
  async leave(): Promise<void> {
    this.#unwatch();
    this.#ear?.close();
    this.#player.srcObject = null;
    await this.#client.leave();
  }

  #stream(): MediaStream | null {
    const sharing = this.#client.getSnapshot().peers.find((peer) => peer.sharing);
    return sharing ? this.#client.streamOf(sharing.id) : null;
  }

  #follow(): void {
    const stream = this.#stream();
    const [picture = null] = stream?.getVideoTracks() ?? [];
    if (picture !== this.#watched) {
      this.#unwatch();
      this.#watched = picture;
      this.#reader = picture && new TrackReader(picture);
    }
    if (stream && this.#player.srcObject === null && stream.getAudioTracks().length > 0) {
      this.#player.srcObject = new MediaStream(stream.getAudioTracks());
      void this.#player.play().catch(() => undefined);
    }
  }

  #unwatch(): void {
    this.#firstReadableAt ??= this.#reader?.firstReadableAt ?? null;
    this.#before = [...this.#before, ...(this.#reader?.take() ?? [])];
    this.#reader?.close();
    this.#reader = null;
    this.#watched = null;
  }
}
