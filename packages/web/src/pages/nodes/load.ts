import { latePage } from '../late-page.tsx';

/** The list of nodes, for who begins with the home board. */
export const nodesPage = latePage(async () => (await import('./nodes-page.tsx')).NodesPage);
