import { m } from '../../messages.ts';
import type { Edit } from './edit.ts';

/** Where a card stands: "Jellyfin, row 2, column 3 of 12 in Media". */
export const placeWords = (edit: Edit, id: string): string => {
  const [item, section, box] = [edit.find(id), edit.sectionOf(id), edit.boxOf(id)];
  if (!item || !section || !box) return '';
  return m.board_edit_at({
    name: edit.nameOf(item),
    row: box.y + 1,
    column: box.x + 1,
    columns: edit.wideOf(section),
    section: section.title || m.board_section_nameless(),
  });
};

export const sizeWords = (edit: Edit, id: string): string => {
  const [item, box] = [edit.find(id), edit.boxOf(id)];
  return item && box ? m.board_edit_size({ name: edit.nameOf(item), w: box.w, h: box.h }) : '';
};
