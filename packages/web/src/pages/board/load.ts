import { createSignal } from 'solid-js';
import type { Editor } from '../board-edit/editor.tsx';

const [editor, setEditor] = createSignal<typeof Editor>();

/** Edit mode, once it is here; who only looks never fetches it. */
export { editor as loadedEditor };

export const loadEditor = async (): Promise<void> => {
  if (editor()) return;
  const loaded = await import('../board-edit/editor.tsx');
  setEditor(() => loaded.Editor);
};
