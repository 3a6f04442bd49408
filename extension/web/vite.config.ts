import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { DEFINES } from '../../build.config.ts';
import { directIcons } from '../../icon-imports.ts';
import { startChunks } from '../../page-chunks.ts';
import { staticPolicy } from './static-policy.ts';

/** The viewer as a plain page: served by the signaling service at a room link, or from elsewhere with `VITE_SIGNALING_URL`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [directIcons(), react(), policyOfStaticHosting()],
  define: DEFINES,
  build: {
    outDir: '../../signaling/dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The service's policy has no `data:` for scripts and styles.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: { codeSplitting: { groups: [...startChunks({ viewer: ['extension/web/main.tsx'] })] } },
    },
  },
});

/** Names the service in the page's own policy, where it is not the service that serves the page. */
function policyOfStaticHosting(): Plugin {
  let policy: string | null = null;
  return {
    name: 'porthole:policy-of-static-hosting',
    apply: 'build',
    configResolved({ env }) {
      const service = String(env['VITE_SIGNALING_URL'] ?? '');
      const isStatic = service !== '' || Boolean(process.env['VERCEL']);
      if (isStatic && !/^(?:https?|wss?):\/\/[^/]/.test(service))
        throw new Error(
          'VITE_SIGNALING_URL has to name the signaling service, e.g. https://porthole.example',
        );
      policy = isStatic ? staticPolicy(service) : null;
    },
    transformIndexHtml() {
      if (policy === null) return [];
      const attrs = { 'http-equiv': 'Content-Security-Policy', content: policy };
      return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
    },
  };
}
