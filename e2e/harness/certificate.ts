import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Scope } from './scope.ts';

export interface Certificate {
  /** PEM files. */
  readonly certificate: string;
  readonly key: string;
  /** Chromium's flag to take this one certificate, which nobody vouches for; any other is checked as ever. */
  readonly trust: string;
}

/** Makes a certificate for 127.0.0.1, signed by itself; its files go with the scope. */
export async function makeCertificate(scope: Scope): Promise<Certificate> {
  const folder = scope.own(await mkdtemp(path.join(os.tmpdir(), 'porthole-certificate-')), (made) =>
    rm(made, { recursive: true, force: true }),
  );
  const [certificate, key] = [path.join(folder, 'certificate.pem'), path.join(folder, 'key.pem')];
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1
    -addext subjectAltName=IP:127.0.0.1 -keyout ${key} -out ${certificate}`;
  execFileSync('openssl', request.split(/\s+/), { stdio: 'ignore' });
  const { publicKey } = new X509Certificate(await readFile(certificate));
  const spki = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
  return { certificate, key, trust: `--ignore-certificate-errors-spki-list=${spki.digest('base64')}` };
}
