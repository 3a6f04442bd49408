/** Whether an event happened within an element that one of the selectors names; in another window's document too. */
export function isWithin({ target }: Event, selectors: readonly string[]): boolean {
  return isElement(target) && selectors.some((selector) => target.closest(selector) !== null);
}

/** By what it can do: each window has an `Element` of its own. */
function isElement(target: EventTarget | null): target is Element {
  return target !== null && 'closest' in target;
}
