import { createSignal } from 'solid-js';
import { withLaterLook } from '../../look/later.ts';
import type { Editor } from '../board-edit/editor.tsx';
import { later } from '../later.tsx';

const [editor, setEditor] = createSignal<typeof Editor>();

/** Edit mode, once it is here; who only looks never fetches it. */
export { editor as loadedEditor };

export const loadEditor = async (): Promise<void> => {
  if (editor()) return;
  const loaded = await withLaterLook(() => import('../board-edit/editor.tsx'))();
  setEditor(() => loaded.Editor);
};

/** What can be done with boards as wholes. */
export const boardDialogs = later(async () => (await import('../boards/board-dialogs.tsx')).BoardDialogs);
