import { useCountdown } from '../use-countdown.ts';
import { retryWords } from '../words.ts';

/**
 * When the next try comes. A timer is a live region that stays silent, so that no screen reader counts along.
 * @param ms time left when it was published; undefined where the moment isn't known
 */
export function Countdown({ ms }: { readonly ms: number | undefined }) {
  return (
    <span role="timer" data-testid="countdown">
      {retryWords(useCountdown(ms))}
    </span>
  );
}
