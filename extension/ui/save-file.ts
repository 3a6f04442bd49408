/** How long a download may take to begin, in ms: the browser reads the address after the click. */
const ADDRESS_MS = 60_000;

/** Hands a file to the browser's own downloads. */
export function saveFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), ADDRESS_MS);
}
