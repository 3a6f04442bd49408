import { MousePointerClick } from 'lucide-react';
import { t } from '../i18n/language.ts';
import { IconButton } from '../pieces/IconButton.tsx';
import type { PointerTool } from './use-pointer.ts';

interface PointerButtonProps {
  readonly tool: PointerTool;
  /** Tooltips open in the page: false in another window. */
  readonly tip?: boolean;
}

/** Switches the pointer; where the sharer wants none, it says so. */
export function PointerButton({ tool, tip = true }: PointerButtonProps) {
  const { on, pointing, toggle } = tool;
  const blocked = pointing?.allowed !== true;
  const label =
    pointing === null ? t('pointer.none') : pointing.allowed ? t('pointer.tool') : t('pointer.off');
  return (
    <IconButton
      label={label}
      shortcut="P"
      tip={tip}
      icon={<MousePointerClick aria-hidden="true" />}
      look={on ? 'accent' : 'plain'}
      aria-pressed={on}
      disabled={blocked}
      onClick={toggle}
      data-testid="point"
    />
  );
}
