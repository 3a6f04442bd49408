import { lazy, Suspense, useState } from 'react';
import { SlidersHorizontal } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import type { Receive } from './receive.ts';

const ReceiveMenu = lazy(() => import('./ReceiveMenu.tsx'));

interface ReceiveButtonProps {
  readonly receive: Receive;
  readonly onReceive: (patch: Partial<Receive>) => void;
  /** Tooltips open in the page: false in another window. */
  readonly tip?: boolean;
  /** Where the menu opens; default: the page. */
  readonly container?: HTMLElement;
}

/** Opens the menu of what to receive at most. Its code comes with the first click, not with the page. */
export function ReceiveButton({ tip = true, ...props }: ReceiveButtonProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <IconButton
      label={t('receive.title')}
      tip={tip}
      icon={<SlidersHorizontal aria-hidden="true" />}
      data-testid="receive"
    />
  );
  const bare = (
    <IconButton
      label={t('receive.title')}
      tip={tip}
      icon={<SlidersHorizontal aria-hidden="true" />}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
      data-testid="receive"
    />
  );
  if (!wanted) return bare;
  return (
    <Suspense fallback={bare}>
      <ReceiveMenu button={button} {...props} />
    </Suspense>
  );
}
