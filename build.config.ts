import { createHash } from 'node:crypto';
import packageJson from './package.json' with { type: 'json' };

/** Public half of the key that gives unpacked builds a stable id. The private half signs nothing and is not kept. */
export const EXTENSION_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2S8nMWmDDlISkpUvyLSb0wONlqMdjQQcr7KfZick8ZIW2k+odyv5s1VoxQ5ZaSkr1hJT+qzPW3q/YUHslt/49RwOVvf7/y7TK4iFo5yzV4eZY5EpB+JQJBtfGWBNLcXrjOx88/WREeh2+GTA8WbUAB8OPI2AmjS/9O8XzIIbzw3YD7ORPY2CDIPaUsBvCZRmZvGxkiwnOWvZfpXfKPK1VJdw/ubj6tJzLqMvp3gRqGYLier4+0F4/1Aar3tWL8AY8bsqmD0YeNvWwgaGrldzKUaOf9/iLAFymfBJI4UZ1rizpKt/7RVL0JXI80xC5FTZnXTg3TTD/2L3Wu/c1mToGQIDAQAB';

/** The id that Chrome derives from the key: the first 16 bytes of its SHA-256, in the letters a–p. */
export const EXTENSION_ID = createHash('sha256')
  .update(Buffer.from(EXTENSION_KEY, 'base64'))
  .digest('hex')
  .slice(0, 32)
  .replaceAll(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));

/** Origin of the signaling service that a build is made for; only this one is in externally_connectable. */
export const SERVER_ORIGIN = new URL(process.env['PORTHOLE_SERVER'] ?? 'http://localhost:3001').origin;

/** Constants that the extension's and the web viewer's code read (declared in extension/build.d.ts). */
export const DEFINES = {
  __SERVER_ORIGIN__: JSON.stringify(SERVER_ORIGIN),
  __EXTENSION_ID__: JSON.stringify(EXTENSION_ID),
  __VERSION__: JSON.stringify(packageJson.version),
};
