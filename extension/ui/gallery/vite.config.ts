import { defineConfig } from 'vite';
import { DEFINES } from '../../../build.config.ts';

/** Serves the gallery alone: `npm run gallery`. */
export default defineConfig({
  root: import.meta.dirname,
  define: DEFINES,
  cacheDir: '../../../node_modules/.vite-gallery',
  server: { port: Number(process.env['PORTHOLE_GALLERY_PORT'] ?? 3200), strictPort: true, host: '127.0.0.1' },
});
