import { latePage } from '../late-page.tsx';

/** The page of a node. It brings the charts, which no other page needs. */
export const nodePage = latePage(async () => (await import('./node-page.tsx')).NodePage);

export const isNodePath = (path: string): boolean => /^\/nodes\/[^/]+$/.test(path);
