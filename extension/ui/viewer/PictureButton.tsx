import { lazy, Suspense } from 'react';
import { Image } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import { PanelButton } from '../pieces/PanelButton.tsx';
import { Spinner } from '../pieces/Spinner.tsx';
import type { Picture } from './use-picture.ts';

const PicturePanel = lazy(() => import('./PicturePanel.tsx'));

/** Everything that one can do with the large picture, behind one button. */
export function PictureButton({ picture }: { readonly picture: Picture }) {
  return (
    <PanelButton
      button={
        <IconButton label={t('common.picture')} icon={<Image aria-hidden="true" />} data-testid="picture" />
      }
      title={t('common.picture')}
      testId="picture-panel"
    >
      {(close) => (
        <Suspense fallback={<Spinner />}>
          <PicturePanel picture={picture} close={close} />
        </Suspense>
      )}
    </PanelButton>
  );
}
