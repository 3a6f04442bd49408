import type { ReactNode } from 'react';
import { Toast } from '@base-ui/react/toast';
import styles from './Toaster.module.css';

/** How long a toast stays, in ms. */
const TOAST_MS = 3500;

/** Room for short messages that go by themselves; `useToast` sends one. */
export function Toaster({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider timeout={TOAST_MS} limit={2}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <Toasts />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Toasts() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className={styles.toast}
      swipeDirection={['up', 'left', 'right']}
    >
      <Toast.Content>
        <Toast.Title render={<p />} className={styles.title} />
      </Toast.Content>
    </Toast.Root>
  ));
}

/** @returns says something in passing, also to a screen reader */
export function useToast(): (title: string) => void {
  const { add } = Toast.useToastManager();
  return (title) => {
    add({ title });
  };
}
