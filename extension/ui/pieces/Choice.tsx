import { Select } from '@base-ui/react/select';
import { Check, ChevronsUpDown } from 'lucide-react';
import styles from './Choice.module.css';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly items: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly testId: string;
}

/** One of several, as a labelled row. */
export function Choice<Value extends string>({ label, items, value, onChange, testId }: ChoiceProps<Value>) {
  return (
    <div className={styles.row}>
      <Select.Root items={items} value={value} onValueChange={(next) => next !== null && onChange(next)}>
        <Select.Label className={styles.label}>{label}</Select.Label>
        <Select.Trigger className={styles.trigger} data-testid={testId} data-value={value}>
          <Select.Value className={styles.value} />
          <Select.Icon className={styles.icon}>
            <ChevronsUpDown aria-hidden="true" />
          </Select.Icon>
        </Select.Trigger>
        <Select.Portal>
          <Select.Positioner
            className={styles.positioner}
            alignItemWithTrigger={false}
            align="end"
            sideOffset={4}
            collisionPadding={8}
          >
            <Select.Popup className={styles.popup}>
              <Select.List>
                {items.map((item) => (
                  <Select.Item
                    key={item.value}
                    value={item.value}
                    className={styles.item}
                    data-testid={`${testId}-${item.value}`}
                  >
                    <Select.ItemText>{item.label}</Select.ItemText>
                    <Select.ItemIndicator className={styles.check}>
                      <Check aria-hidden="true" />
                    </Select.ItemIndicator>
                  </Select.Item>
                ))}
              </Select.List>
            </Select.Popup>
          </Select.Positioner>
        </Select.Portal>
      </Select.Root>
    </div>
  );
}
