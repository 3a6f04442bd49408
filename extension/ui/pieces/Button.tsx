import type { ReactNode } from 'react';
import { Button as BaseButton } from '@base-ui/react/button';
import styles from './Button.module.css';

export interface ButtonProps extends Omit<BaseButton.Props, 'className' | 'children'> {
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger';
  readonly size?: 'm' | 'l';
  readonly icon?: ReactNode;
  /** A second, smaller line. */
  readonly detail?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A button with words; for one with an icon alone see IconButton. */
export function Button({
  look = 'secondary',
  size = 'm',
  icon,
  detail,
  wide,
  children,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      className={styles.button}
      data-look={look}
      data-size={size}
      data-wide={wide || undefined}
      focusableWhenDisabled
      {...rest}
    >
      {icon && (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      )}
      <span className={styles.words}>
        <span className={styles.label}>{children}</span>
        {detail && <span className={styles.detail}>{detail}</span>}
      </span>
    </BaseButton>
  );
}
