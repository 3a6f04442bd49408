import { lazy, Suspense } from 'react';
import { useTipped } from './use-tipped.ts';

const Tip = lazy(() => import('./Tip.tsx'));

/** Shows the name of whichever icon is pointed at. The code of a tip comes with the first of them. */
export function Tips() {
  const tipped = useTipped();
  if (!tipped) return null;
  return (
    <Suspense>
      <Tip control={tipped} />
    </Suspense>
  );
}
