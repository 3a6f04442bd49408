import { lazy, Suspense } from 'react';
import { Shield } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { PanelButton } from '../pieces/PanelButton.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import type { ViewerProps } from './ViewerApp.tsx';

const PrivacyPanel = lazy(() => import('./PrivacyPanel.tsx'));

/** Who sees my address, and the key in the page's own: behind one button. */
export function Privacy(props: ViewerProps) {
  return (
    <PanelButton
      title={t('room.privacy')}
      button={
        <IconButton label={t('room.privacy')} icon={<Shield aria-hidden="true" />} data-testid="privacy" />
      }
    >
      {() => (
        <Suspense fallback={<Spinner />}>
          <PrivacyPanel {...props} />
        </Suspense>
      )}
    </PanelButton>
  );
}
