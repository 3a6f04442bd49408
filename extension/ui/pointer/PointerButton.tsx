import { MousePointerClick } from 'lucide-react';
import { IconButton } from '../pieces/IconButton.tsx';
import type { PointerTool } from './use-pointer.ts';
import { POINTER } from './words.ts';

interface PointerButtonProps {
  readonly tool: PointerTool;
  /** Tooltips open in the page: false in another window. */
  readonly tip?: boolean;
}

/** Switches the pointer; where the sharer wants none, it says so. */
export function PointerButton({ tool, tip = true }: PointerButtonProps) {
  const { on, pointing, toggle } = tool;
  const blocked = pointing?.allowed !== true;
  const label = pointing === null ? POINTER.none : pointing.allowed ? POINTER.tool : POINTER.off;
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
