import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { DEFINES } from '../../build.config.ts';

/** The viewer as a plain page, served by the signaling service at a room link. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  define: DEFINES,
  build: {
    outDir: '../../signaling/dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The service's policy has no `data:` for scripts and styles.
    assetsInlineLimit: 0,
  },
});
