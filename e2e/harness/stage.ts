import { afterAll, beforeAll, inject } from 'vitest';
import type { Browser, LaunchOptions } from './browser.ts';
import { launchBare, launchSampleSharer, type SharerOptions } from './launch.ts';
import { serveSample, type SampleServer } from './sample-server.ts';
import { Scope } from './scope.ts';
import { SignalingServer } from './server.ts';

/** What most tests play on: a server, a page to share, a browser that shares, and another that watches. */
export interface Stage {
  readonly scope: Scope;
  readonly server: SignalingServer;
  readonly sample: SampleServer;
  /** With the extension, which may capture tabs; shows the sample page. */
  readonly sharer: Browser;
  /** Without the extension. */
  readonly watcher: Browser;
}

interface StageOptions {
  readonly sharer?: SharerOptions;
  readonly watcher?: LaunchOptions;
}

/** Sets a stage up before the tests of a file (or block), and strikes it after them. Read its fields within tests only. */
export function useStage(options: StageOptions = {}): Stage {
  const stage: { current: Stage | null } = { current: null };
  const scope = new Scope();
  beforeAll(async () => {
    stage.current = await setUp(scope, options);
  });
  afterAll(() => scope.close());
  const get = (): Stage => {
    if (!stage.current) throw new Error('the stage is not set up');
    return stage.current;
  };
  return {
    scope,
    get server() {
      return get().server;
    },
    get sample() {
      return get().sample;
    },
    get sharer() {
      return get().sharer;
    },
    get watcher() {
      return get().watcher;
    },
  };
}

async function setUp(scope: Scope, { sharer, watcher }: StageOptions): Promise<Stage> {
  const sample = scope.own(await serveSample(), (started) => started.close());
  const server = SignalingServer.start().then((started) => scope.own(started, () => started.stop()));
  const sharing = launchSharer(scope, sample, sharer);
  const watching = launchBare(scope, watcher);
  // What comes up beside one that fails is in the scope before the scope is closed.
  await Promise.allSettled([server, sharing, watching]);
  return { scope, server: await server, sample, sharer: await sharing, watcher: await watching };
}

/** A browser that may capture tabs, with the sample page in front. */
export async function launchSharer(
  scope: Scope,
  sample: SampleServer,
  options: SharerOptions = {},
): Promise<Browser> {
  return launchSampleSharer(scope, inject('grantedProfile'), sample, options);
}
