import { TOKEN_LENGTH } from '@porthole/signaling/protocol';
import { Server } from 'lucide-react';
import { t } from '../i18n/language.ts';
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
    <Section title={t('options.server')} icon={<Server />} intro={t('options.serverIntro')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          field.submit();
        }}
      >
        <TextField
          label={t('options.address')}
          value={field.text}
          onChange={field.type}
          testId="server"
          problem={check.kind === 'failed' ? faultWords(check.code) : null}
        >
          <Button type="submit" disabled={check.kind === 'checking'} data-testid="check-server">
            {t('options.check')}
          </Button>
        </TextField>
        <output className={styles.outcome} data-testid="server-outcome" data-kind={check.kind}>
          {check.kind === 'checking' && t('options.checking')}
          {check.kind === 'ok' && t('options.inUse', { origin: check.origin })}
        </output>
        {settings.server !== '' && (
          <Button look="quiet" onClick={field.reset} data-testid="reset-server">
            {t('options.reset', { server: defaultServer })}
          </Button>
        )}
      </form>
      <TextField
        label={t('options.token')}
        value={settings.token}
        onChange={(token) => props.onSettings({ token: token.trim() })}
        maxLength={TOKEN_LENGTH}
        testId="token"
        hint={t('options.tokenHint')}
      />
      <OpenLinks {...props} />
    </Section>
  );
}
