/** https://wicg.github.io/document-picture-in-picture/, which TypeScript's own types do not have yet. */
interface DocumentPictureInPicture extends EventTarget {
  readonly window: Window | null;
  requestWindow(options?: { readonly width?: number; readonly height?: number }): Promise<Window>;
}

interface Window {
  readonly documentPictureInPicture?: DocumentPictureInPicture;
}
