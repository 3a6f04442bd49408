import type { ReactNode } from 'react';
import { Button } from '@base-ui/react/button';
import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { ClipboardCopy, ImageDown, PictureInPicture2 } from 'lucide-react';
import { t } from '../i18n/language.ts';
import styles from './PicturePanel.module.css';
import type { Picture } from './use-picture.ts';
import type { NamedSize } from './use-zoom.ts';

interface PicturePanelProps {
  readonly picture: Picture;
  /** Closes the panel. */
  readonly close: () => void;
}

const sizes = (): readonly { readonly size: NamedSize; readonly label: string; readonly hint: string }[] => [
  { size: 'fit', label: t('picture.fit'), hint: t('picture.fitHint') },
  { size: 'fill', label: t('picture.fill'), hint: t('picture.fillHint') },
  { size: 'actual', label: '1:1', hint: t('picture.actualHint') },
];

/** How large the picture is, and what can be made of it. */
export default function PicturePanel({ picture, close }: PicturePanelProps) {
  const { zoom, still, pip } = picture;
  const closing = (action: () => void) => () => {
    action();
    close();
  };
  return (
    <>
      <ToggleGroup
        className={styles.sizes}
        value={typeof zoom.size === 'number' ? [] : [zoom.size]}
        onValueChange={([next]) => next && zoom.show(next)}
        aria-label={t('picture.size')}
      >
        {sizes().map(({ size, label, hint }) => (
          <Toggle key={size} value={size} className={styles.size} data-testid={`size-${size}`}>
            {label}
            <span className={styles.hint}>{hint}</span>
          </Toggle>
        ))}
      </ToggleGroup>
      <Action icon={<ClipboardCopy />} shortcut="I" onClick={closing(still.copy)} testId="still-copy">
        {t('picture.copy')}
      </Action>
      <Action icon={<ImageDown />} shortcut="D" onClick={closing(still.save)} testId="still-save">
        {t('picture.save')}
      </Action>
      {pip.possible && (
        <Action icon={<PictureInPicture2 />} shortcut="W" onClick={closing(pip.toggle)} testId="pip-toggle">
          {pip.on ? t('picture.pipClose') : t('picture.pip')}
        </Action>
      )}
    </>
  );
}

interface ActionProps {
  readonly icon: ReactNode;
  readonly shortcut: string;
  readonly testId: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Action({ icon, shortcut, testId, onClick, children }: ActionProps) {
  return (
    <Button className={styles.action} onClick={onClick} aria-keyshortcuts={shortcut} data-testid={testId}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <span className={styles.label}>{children}</span>
      <kbd className={styles.key}>{shortcut}</kbd>
    </Button>
  );
}
