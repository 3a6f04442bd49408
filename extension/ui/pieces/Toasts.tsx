import { useEffect, useRef } from 'react';
import { Toast } from '@base-ui/react/toast';
import styles from './Toaster.module.css';
import type { ToastWords } from './Toaster.tsx';

/** How long a toast stays, in ms. */
const TOAST_MS = 3500;

/** Shows each that was said, once. */
export default function Toasts({ said }: { readonly said: readonly ToastWords[] }) {
  return (
    <Toast.Provider timeout={TOAST_MS} limit={2}>
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <List said={said} />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List({ said }: { readonly said: readonly ToastWords[] }) {
  const { toasts, add } = Toast.useToastManager();
  const shown = useRef(0);
  useEffect(() => {
    for (const { id, title } of said) {
      if (id > shown.current) add({ title });
      shown.current = Math.max(shown.current, id);
    }
  }, [said, add]);
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
