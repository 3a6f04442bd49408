/** File System Access, Chromium's alone; not in TypeScript's library. */
interface SaveFilePickerOptions {
  readonly suggestedName: string;
  readonly types: readonly {
    readonly description?: string;
    readonly accept: Readonly<Record<string, readonly string[]>>;
  }[];
}

interface Window {
  /** @throws DOMException AbortError (dismissed), SecurityError (no click) */
  readonly showSaveFilePicker?: (options: SaveFilePickerOptions) => Promise<FileSystemFileHandle>;
}
