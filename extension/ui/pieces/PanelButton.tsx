import { cloneElement, lazy, Suspense, useState, type ReactElement, type ReactNode } from 'react';

const Panel = lazy(() => import('./Panel.tsx'));

interface PanelButtonProps {
  readonly button: ReactElement<PlainButton>;
  readonly title: string;
  readonly testId?: string;
  /** Made when the panel opens. @param close closes it */
  readonly children: (close: () => void) => ReactNode;
}

interface PlainButton {
  readonly onClick?: () => void;
  readonly 'aria-haspopup'?: 'dialog';
}

/** A button that opens a panel. The panel's code comes with the first click, not with the page. */
export function PanelButton({ button, ...panel }: PanelButtonProps) {
  const [wanted, setWanted] = useState(false);
  const bare = cloneElement(button, { 'aria-haspopup': 'dialog', onClick: () => setWanted(true) });
  if (!wanted) return bare;
  return (
    <Suspense fallback={bare}>
      <Panel button={button} {...panel} />
    </Suspense>
  );
}
