import { TOKEN_LENGTH } from '@porthole/signaling/protocol';
import { Server } from 'lucide-react';
import { Button } from '../pieces/Button.tsx';
import { Section } from '../pieces/Section.tsx';
import { TextField } from '../pieces/TextField.tsx';
import { faultWords } from '../words.ts';
import { OpenLinks } from './OpenLinks.tsx';
import type { OptionsProps } from './OptionsApp.tsx';
import styles from './ServerSection.module.css';
import { useServerField } from './use-server-field.ts';

/** The server that brings people together. It never sees a picture, nor a room's key. */
export function ServerSection(props: OptionsProps) {
  const { settings, defaultServer } = props;
  const field = useServerField(props);
  const { check } = field;
  return (
    <Section
      title="Server"
      icon={<Server />}
      intro="It brings people together; the picture goes straight from you to them. Run your own, or keep the default."
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          field.submit();
        }}
      >
        <TextField
          label="Address"
          value={field.text}
          onChange={field.type}
          testId="server"
          problem={check.kind === 'failed' ? faultWords(check.code) : null}
        >
          <Button type="submit" disabled={check.kind === 'checking'} data-testid="check-server">
            Check and use
          </Button>
        </TextField>
        <output className={styles.outcome} data-testid="server-outcome" data-kind={check.kind}>
          {check.kind === 'checking' && 'Asking the server…'}
          {check.kind === 'ok' && `It answers. In use: ${check.origin}`}
        </output>
        {settings.server !== '' && (
          <Button look="quiet" onClick={field.reset} data-testid="reset-server">
            {`Back to the default (${defaultServer})`}
          </Button>
        )}
      </form>
      <TextField
        label="Access token"
        value={settings.token}
        onChange={(token) => props.onSettings({ token: token.trim() })}
        maxLength={TOKEN_LENGTH}
        testId="token"
        hint="Only where the server’s host gave you one: some let nobody else open new rooms. Watching needs none."
      />
      <OpenLinks {...props} />
    </Section>
  );
}
