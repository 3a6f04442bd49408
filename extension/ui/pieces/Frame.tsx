import type { ReactNode } from 'react';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tips } from './Tips.tsx';
import '../tokens.css';
import '../base.css';

/** What surrounds every page: tokens, base styles, tips, and no inline style elements. */
export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      {children}
      <Tips />
    </CSPProvider>
  );
}
