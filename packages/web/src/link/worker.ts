/** Where the service worker is: at the top, so that it may answer for every page. */
export const WORKER = '/worker.js';
/** All that AMUD keeps in a browser for when its server is away has a name that begins so. */
export const KEPT = 'amud-';

export const shotParts = ['first', 'board', 'nodes'] as const;
export type ShotPart = (typeof shotParts)[number];

/** `person` is an id, or `visitor`: what one saw is never shown to another. */
export type ToWorker =
  /** The page as it is now, and the files that it is made of. */
  | { type: 'keep'; person: string; build: string; urls: string[] }
  /** What it shows, as JSON. */
  | { type: 'shot'; person: string; part: ShotPart; text: string }
  | { type: 'forget' };

type Policies = {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
};
type Browser = Window & typeof globalThis & { trustedTypes?: Policies };

export type Keeper = ReturnType<typeof openKeeper>;

/** The page's side of the service worker. Where the browser has none, or the address is no secure one, it does nothing. */
export const openKeeper = (browser: Browser) => {
  const container = browser.isSecureContext ? browser.navigator.serviceWorker : undefined;
  let registered: Promise<ServiceWorkerRegistration> | undefined;
  const register = async (): Promise<ServiceWorkerRegistration> => {
    await container?.register(addressOf(browser));
    return container?.ready ?? Promise.reject(new Error('This browser keeps nothing.'));
  };
  return {
    isThere: container !== undefined,
    /** Says it to the worker, which is registered first where it is not there yet. */
    tell: async (message: ToWorker): Promise<void> => {
      if (!container) return;
      registered ??= register();
      (await registered).active?.postMessage(message);
    },
    /** Leaves nothing behind. */
    forget: async (): Promise<void> => {
      if (!container) return;
      registered = undefined;
      const found = await container.getRegistration();
      found?.active?.postMessage({ type: 'forget' } satisfies ToWorker);
      for (const name of await browser.caches.keys()) if (name.startsWith(KEPT)) await browser.caches.delete(name);
      await found?.unregister();
    },
  };
};

/** The content security policy wants to know of each script; this is the only one that a page names by itself. */
const addressOf = (browser: Browser): string =>
  browser.trustedTypes?.createPolicy('amud-worker', { createScriptURL: () => WORKER }).createScriptURL(WORKER) ??
  WORKER;
