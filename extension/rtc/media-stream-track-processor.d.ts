/** W3C MediaStreamTrack Insertable Media Processing, as Chromium has it in windows too; not in TypeScript's library. */
interface MediaStreamTrackProcessor<T> {
  readonly readable: ReadableStream<T>;
}

declare const MediaStreamTrackProcessor: {
  new <T>(init: { track: MediaStreamTrack }): MediaStreamTrackProcessor<T>;
};

/** Its counterpart, Chromium's alone: a track made of what is written. */
interface MediaStreamTrackGenerator<T> extends MediaStreamTrack {
  readonly writable: WritableStream<T>;
}

declare const MediaStreamTrackGenerator: {
  new <T>(init: { kind: 'video' | 'audio' }): MediaStreamTrackGenerator<T>;
};
