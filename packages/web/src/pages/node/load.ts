import { createSignal } from 'solid-js';
import type { NodePage } from './node-page.tsx';

const [page, setPage] = createSignal<typeof NodePage>();

/** The page of a node, once it is here. It brings the charts, which no other page needs. */
export { page as loadedNodePage };

export const isNodePath = (path: string): boolean => /^\/nodes\/[^/]+$/.test(path);

/** Called as soon as somebody seems to want it. */
export const loadNodePage = async (): Promise<void> => {
  if (page()) return;
  const loaded = await import('./node-page.tsx');
  setPage(() => loaded.NodePage);
};
