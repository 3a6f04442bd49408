import type { ReactElement } from 'react';
import { Menu } from '@base-ui/react/menu';
import { Check } from 'lucide-react';
import { hintItems, receiveFrames, receiveLines } from '../choices.ts';
import { t } from '../i18n/language.ts';
import panel from '../pieces/Panel.module.css';
import type { Receive } from './receive.ts';
import styles from './ReceiveMenu.module.css';

interface ReceiveMenuProps {
  readonly button: ReactElement;
  readonly receive: Receive;
  readonly onReceive: (patch: Partial<Receive>) => void;
  /** Where the menu opens; default: the page. */
  readonly container?: HTMLElement;
}

/** What the person wants to receive at most; open from the start: see ReceiveButton. */
export default function ReceiveMenu({ button, receive, onReceive, container }: ReceiveMenuProps) {
  const { lines, frames, hint } = receive;
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={button} />
      {/* Within the page's landmark, so that a screen reader can place it. */}
      <Menu.Portal container={container ?? document.querySelector('main')}>
        <Menu.Positioner className={panel.positioner} side="top" sideOffset={12} collisionPadding={8}>
          <Menu.Popup className={panel.panel} data-testid="receive-menu">
            <Choices
              label={t('receive.title')}
              name="lines"
              items={receiveLines()}
              value={lines}
              onChange={(next) => onReceive({ lines: next })}
            />
            <Choices
              label={t('common.frames')}
              name="frames"
              items={receiveFrames()}
              value={frames}
              onChange={(next) => onReceive({ frames: next })}
            />
            <Choices
              label={t('receive.weak')}
              name="hint"
              items={hintItems()}
              value={hint}
              onChange={(next) => onReceive({ hint: next })}
            />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface ChoicesProps<Value extends string> {
  readonly label: string;
  readonly name: string;
  readonly items: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

function Choices<Value extends string>({ label, name, items, value, onChange }: ChoicesProps<Value>) {
  return (
    <Menu.Group className={styles.group}>
      <Menu.GroupLabel className={styles.label}>{label}</Menu.GroupLabel>
      <Menu.RadioGroup
        value={value}
        onValueChange={(next) => {
          const chosen = items.find((item) => item.value === next);
          if (chosen) onChange(chosen.value);
        }}
      >
        {items.map((item) => (
          <Menu.RadioItem
            key={item.value}
            value={item.value}
            className={styles.item}
            data-testid={`receive-${name}-${item.value}`}
          >
            {item.label}
            <Menu.RadioItemIndicator className={styles.check}>
              <Check aria-hidden="true" />
            </Menu.RadioItemIndicator>
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </Menu.Group>
  );
}
