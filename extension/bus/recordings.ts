import type { RecordingShelf } from './room-host.ts';

/** The recordings in the page's own file system; their code is loaded when they are asked for. */
export function createRecordingShelf(): RecordingShelf {
  return {
    async list() {
      const { listRecordings } = await import('../rtc/recording/library.ts');
      return listRecordings();
    },
    async finish(id, target, progress) {
      const { finishRecording } = await import('../rtc/recording/finish.ts');
      return finishRecording(id, target, progress);
    },
    async discard(id) {
      const { removeRecording } = await import('../rtc/recording/library.ts');
      await removeRecording(id);
    },
  };
}
