import { lazy, Suspense, useState } from 'react';
import { SlidersHorizontal } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import type { Receive } from './receive.ts';

const ReceiveMenu = lazy(() => import('./ReceiveMenu.tsx'));

interface ReceiveButtonProps {
  readonly receive: Receive;
  readonly onReceive: (patch: Partial<Receive>) => void;
}

/** Opens the menu of what to receive at most. Its code comes with the first click, not with the page. */
export function ReceiveButton(props: ReceiveButtonProps) {
  const [wanted, setWanted] = useState(false);
  const button = (
    <IconButton
      label={t('receive.title')}
      icon={<SlidersHorizontal aria-hidden="true" />}
      data-testid="receive"
    />
  );
  const bare = (
    <IconButton
      label={t('receive.title')}
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
