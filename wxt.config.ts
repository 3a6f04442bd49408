import { defineConfig, type UserManifest } from 'wxt';
import { DEFINES, EXTENSION_KEY, SERVER_ORIGIN } from './build.config.ts';
import { directIcons } from './icon-imports.ts';
import { startChunks } from './page-chunks.ts';

/** Every permission's reason stands in the README. None of these warns at install. */
const chrome: UserManifest = {
  key: EXTENSION_KEY,
  minimum_chrome_version: '116',
  permissions: ['offscreen', 'storage', 'declarativeNetRequestWithHostAccess', 'scripting'],
  optional_permissions: ['tabCapture', 'webNavigation'],
  optional_host_permissions: ['http://*/*', 'https://*/*'],
  externally_connectable: { matches: [`${SERVER_ORIGIN}/*`] },
};

const firefox: UserManifest = {
  browser_specific_settings: { gecko: { id: 'porthole@porthole.example' } },
  permissions: ['storage', 'declarativeNetRequestWithHostAccess'],
  optional_host_permissions: ['http://*/*', 'https://*/*'],
  // Firefox's default policy upgrades ws:// to wss://, which a server on localhost does not speak.
  content_security_policy: { extension_pages: "script-src 'self'; object-src 'self'" },
};

const VIEWER = 'extension/entrypoints/viewer/main.tsx';
const POPUP = 'extension/entrypoints/popup/main.tsx';
const OFFSCREEN = 'extension/entrypoints/offscreen/main.ts';
const OPTIONS = 'extension/entrypoints/options/main.tsx';

const CHUNKS = startChunks({
  common: [OFFSCREEN, POPUP, VIEWER],
  client: [OFFSCREEN, VIEWER],
  bus: [OFFSCREEN, POPUP],
  page: [POPUP, VIEWER],
  controls: [POPUP, OPTIONS],
  'popup-parts': [POPUP],
  'viewer-parts': [VIEWER],
});

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  modules: ['@wxt-dev/module-react', '@wxt-dev/webextension-polyfill'],
  imports: false,
  manifestVersion: 3,
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    commands: {
      'toggle-sharing': {
        suggested_key: { default: 'Alt+Shift+S' },
        description: '__MSG_toggleSharing__',
      },
      'toggle-microphone': {
        suggested_key: { default: 'Alt+Shift+M' },
        description: '__MSG_toggleMicrophone__',
      },
      'toggle-pause': {
        suggested_key: { default: 'Alt+Shift+P' },
        description: '__MSG_togglePause__',
      },
    },
    ...(browser === 'firefox' ? firefox : chrome),
  }),
  vite: () => ({ define: DEFINES, plugins: [directIcons()] }),
  hooks: {
    'vite:build:extendConfig': (entrypoints, { build }) => {
      const output = build?.rollupOptions?.output;
      // A script that is no page's is one file anyway.
      if (entrypoints.length > 1 && output && !Array.isArray(output))
        output.codeSplitting = { groups: [...CHUNKS] };
    },
  },
});
