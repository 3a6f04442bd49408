import { createContext, lazy, Suspense, use, useState, type ReactNode } from 'react';

const Toasts = lazy(() => import('./Toasts.tsx'));

/** One that is to be said. */
export interface ToastWords {
  readonly id: number;
  readonly title: string;
}

/** Toasts that are remembered: more than are shown at one time. */
const RECENT = 8;

const Say = createContext<(title: string) => void>(() => undefined);

/** Room for short messages that go by themselves; `useToast` sends one. Its code comes with the first of them. */
export function Toaster({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<readonly ToastWords[]>([]);
  const [say] = useState(
    () => (title: string) =>
      setSaid((before) => [...before.slice(-RECENT), { id: (before.at(-1)?.id ?? 0) + 1, title }]),
  );
  return (
    <Say value={say}>
      {children}
      {said.length > 0 && (
        <Suspense>
          <Toasts said={said} />
        </Suspense>
      )}
    </Say>
  );
}

/** @returns says something in passing, also to a screen reader */
export function useToast(): (title: string) => void {
  return use(Say);
}
