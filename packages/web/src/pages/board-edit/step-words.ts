import { m } from '../../messages.ts';

type Say = (inputs: { name: string }) => string;

/** What each kind of step is called where it can be taken back. */
const words = {
  add: m.board_step_add,
  move: m.board_step_move,
  resize: m.board_step_resize,
  remove: m.board_step_remove,
  restore: m.board_step_restore,
  settings: m.board_step_settings,
  visible: m.board_step_visible,
  bar: m.board_step_bar,
  carry: m.board_step_carry,
  name: m.board_step_name,
  icon: m.board_step_icon,
  phone: m.board_step_phone,
  import: m.data_step_import,
  'section-add': m.board_step_section_add,
  'section-name': m.board_step_section_name,
  'section-width': m.board_step_section_width,
  'section-move': m.board_step_section_move,
  'section-fold': m.board_step_section_fold,
  'section-remove': m.board_step_section_remove,
} satisfies Record<string, Say>;

export type StepKind = keyof typeof words;

export const stepOf = (kind: StepKind, name: string): string => `${kind}:${name}`.slice(0, 120);

/** A step as the server keeps it, in words: `move:Jellyfin`. */
export const stepWords = (step: string): string => {
  const [kind = '', ...rest] = step.split(':');
  const say = Object.hasOwn(words, kind) ? words[kind as StepKind] : undefined;
  return say && rest.length > 0 ? say({ name: rest.join(':') }) : m.board_step_other();
};
