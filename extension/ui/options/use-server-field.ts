import { useRef, useState } from 'react';
import { faultCode, type FaultCode } from '../../core/faults.ts';
import type { OptionsProps } from './OptionsApp.tsx';

/** How far the check of the typed address is. */
type ServerCheck =
  | { readonly kind: 'none' | 'checking' }
  | { readonly kind: 'ok'; readonly origin: string }
  | { readonly kind: 'failed'; readonly code: FaultCode };

interface ServerField {
  readonly text: string;
  readonly check: ServerCheck;
  readonly type: (text: string) => void;
  readonly submit: () => void;
  readonly reset: () => void;
}

/** The server's address as it is typed, checked, and only then kept. */
export function useServerField(props: OptionsProps): ServerField {
  const { settings, onSettings, checkServer, access, defaultServer } = props;
  const [text, setText] = useState(settings.server || defaultServer);
  const [check, setCheck] = useState<ServerCheck>({ kind: 'none' });
  // Counts what was typed and asked, so that a late answer about an earlier address is dropped.
  const latest = useRef(0);

  const keep = async (origin: string) => {
    const openLinks = settings.openLinks && (await access.hostGranted(origin));
    const server = origin === defaultServer ? '' : origin;
    // A token is for the server that it came from, and for no other.
    const token = server === settings.server ? settings.token : '';
    onSettings({ server, token, openLinks });
  };
  const submit = async () => {
    latest.current += 1;
    const mine = latest.current;
    setCheck({ kind: 'checking' });
    try {
      const origin = await checkServer(text);
      if (mine !== latest.current) return;
      await keep(origin);
      setText(origin);
      setCheck({ kind: 'ok', origin });
    } catch (error) {
      if (mine === latest.current) setCheck({ kind: 'failed', code: faultCode(error) });
    }
  };
  const type = (next: string) => {
    latest.current += 1;
    setText(next);
    setCheck({ kind: 'none' });
  };
  const reset = () => {
    type(defaultServer);
    void keep(defaultServer);
  };
  return { text, check, type, submit: () => void submit(), reset };
}
