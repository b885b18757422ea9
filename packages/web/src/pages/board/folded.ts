import { createSignal } from 'solid-js';

const keyOf = (boardId: string): string => `amud.folded.${boardId}`;

const read = (boardId: string): Record<string, boolean> => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(boardId)) ?? '{}');
    return typeof kept === 'object' && kept !== null ? (kept as Record<string, boolean>) : {};
  } catch {
    return {};
  }
};

/** Sections that this person opened or closed in this browser; the others are as the board says. */
export const createFolded = (boardId: string) => {
  const [choices, setChoices] = createSignal(read(boardId));
  return {
    isFolded: (section: { id: string; collapsed: boolean }): boolean => choices()[section.id] ?? section.collapsed,
    set: (sectionId: string, folded: boolean): void => {
      setChoices((before) => ({ ...before, [sectionId]: folded }));
      try {
        localStorage.setItem(keyOf(boardId), JSON.stringify(choices()));
      } catch {
        // A browser that keeps nothing still shows the choice until the page is left.
      }
    },
  };
};
export type Folded = ReturnType<typeof createFolded>;
