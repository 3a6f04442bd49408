import type { TestProject } from 'vitest/node';
import { makeGrantedProfile, removeProfile } from './harness/profile.ts';
import { SERVER_PORT, assertFree } from './harness/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A profile in which the extension may capture tabs. Copy it: it is shared by all files. */
    readonly grantedProfile: string;
  }
}

/** Runs once before the end-to-end tests: fails early and clearly, and makes what all of them start from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await assertFree(SERVER_PORT);
  const profile = await makeGrantedProfile(['tabCapture']);
  project.provide('grantedProfile', profile);
  return () => removeProfile(profile);
}
