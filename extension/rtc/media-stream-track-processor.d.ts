/** W3C MediaStreamTrack Insertable Media Processing, as Chromium has it in windows too; not in TypeScript's library. */
interface MediaStreamTrackProcessor<T> {
  readonly readable: ReadableStream<T>;
}

declare const MediaStreamTrackProcessor: {
  new <T>(init: { track: MediaStreamTrack }): MediaStreamTrackProcessor<T>;
};
