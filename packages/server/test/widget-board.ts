import type { Client } from './lab.ts';

type Options = { access?: string; visibleTo?: string };

/** A board with one widget on it; the id of the board. The widget is `widget000001`. */
export const boardWith = async (
  editor: Client,
  widget: string,
  settings: object,
  { access = 'public', visibleTo = 'public' }: Options = {},
): Promise<string> => {
  const desktop = { x: 0, y: 0, w: 4, h: 4 };
  const item = { kind: 'widget', id: 'widget000001', widget, desktop, visibleTo, settings };
  const sections = [{ id: 'section00001', title: '', items: [item] }];
  const { status, text, body } = await editor.send('POST', '/api/boards', { access, content: { name: 'x', sections } });
  if (status !== 200) throw new Error(`no board: ${text}`);
  return (body as { board: { id: string } }).board.id;
};
