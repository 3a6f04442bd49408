/** How often something may be done: so often at once, and again as time passes. */
export interface Rate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What is left of it. Null: nothing was taken yet. */
export interface Allowance {
  readonly left: number;
  /** ms, when that was so */
  readonly at: number;
}

/**
 * What I may write: more than anyone types, less than what others leave out.
 * What comes through after a lost connection comes at once, so others bear more of me.
 */
export const MY_LINES: Rate = { burst: 8, perSecond: 1 };
export const THEIR_LINES: Rate = { burst: 40, perSecond: 2 };
/** Two hundred lines of full length are fetched in 70 parts. */
export const THEIR_QUESTIONS: Rate = { burst: 100, perSecond: 5 };

/** Takes one. @param at ms @returns null when there is none to take */
export function take(rate: Rate, before: Allowance | undefined, at: number): Allowance | null {
  const left = leftOf(rate, before, at);
  return left < 1 ? null : { left: left - 1, at };
}

/** ms until one can be taken; 0 = now */
export function waitFor(rate: Rate, before: Allowance | undefined, at: number): number {
  return Math.ceil((Math.max(0, 1 - leftOf(rate, before, at)) / rate.perSecond) * 1000);
}

function leftOf({ burst, perSecond }: Rate, before: Allowance | undefined, at: number): number {
  if (!before) return burst;
  return Math.min(burst, before.left + (Math.max(0, at - before.at) / 1000) * perSecond);
}
