/** Copies text. @returns false where the browser refuses: no focus, no click, no clipboard on a plain-http page */
export async function copyText(text: string): Promise<boolean> {
  if (!('clipboard' in navigator)) return false;
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}
