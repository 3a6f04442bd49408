/** Whether an event happened within such an element; by what it can do, since each window has an `Element` of its own. */
export function isWithin({ target }: Event, selector: string): boolean {
  return isElement(target) && target.closest(selector) !== null;
}

function isElement(target: EventTarget | null): target is Element {
  return target !== null && 'closest' in target;
}
