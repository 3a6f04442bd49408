import { defineConfig } from 'vite';

/** Serves the gallery alone: `npm run gallery`. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../../../node_modules/.vite-gallery',
  server: { port: Number(process.env['PORTHOLE_GALLERY_PORT'] ?? 3200), strictPort: true, host: '127.0.0.1' },
});
