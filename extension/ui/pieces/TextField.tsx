import type { ReactNode } from 'react';
import { Field } from '@base-ui/react/field';
import type { Words } from '../i18n/language.ts';
import styles from './TextField.module.css';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onBlur?: () => void;
  readonly testId: string;
  readonly placeholder?: string;
  readonly maxLength?: number;
  /** What the field is for. */
  readonly hint?: string;
  /** What is worth knowing about the value. */
  readonly note?: ReactNode;
  /** What is wrong with the value, and what to do. */
  readonly problem?: Words | null;
  /** A button at the end of the field. */
  readonly children?: ReactNode;
}

/** A labelled line of text, with room for a button, a note and a problem. */
export function TextField(props: TextFieldProps) {
  const { label, value, onChange, onBlur, testId, placeholder, maxLength, hint, note, problem, children } =
    props;
  return (
    <Field.Root className={styles.field} invalid={Boolean(problem)}>
      <Field.Label className={styles.label}>{label}</Field.Label>
      <div className={styles.line}>
        <Field.Control
          className={styles.input}
          value={value}
          onValueChange={onChange}
          onBlur={onBlur}
          placeholder={placeholder}
          maxLength={maxLength}
          autoComplete="off"
          spellCheck={false}
          data-testid={testId}
        />
        {children}
      </div>
      {hint && <Field.Description className={styles.hint}>{hint}</Field.Description>}
      {note && <Field.Description className={styles.note}>{note}</Field.Description>}
      <Field.Error className={styles.problem} match={Boolean(problem)} data-testid={`${testId}-problem`}>
        <strong>{problem?.title}.</strong> {problem?.hint}
      </Field.Error>
    </Field.Root>
  );
}
