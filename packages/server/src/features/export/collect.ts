import type { BoardContent } from '@amud/protocol/boards.ts';
import { EXPORT_VERSION, type ExportedFile } from '@amud/protocol/export.ts';
import { limits } from '@amud/protocol/limits.ts';
import { FaultError } from '../../http/faults.ts';
import { isOfTheFile } from './canonical.ts';
import type { ExportParts } from './parts.ts';

/** What is here now, as a file has it, without pictures and secrets: everything, or one board with its apps. */
export const collect = (parts: ExportParts, userId: number, boardId: string | undefined): ExportedFile => {
  const apps = parts.apps.list().map(({ id, input }) => ({ id, ...input }));
  const feeds = parts.feeds.list('admin').map(({ id, input }) => ({ id, ...input }));
  const present = new Set(apps.map(({ id }) => id));
  const boards = parts.boards
    .list('admin')
    .filter(({ id }) => boardId === undefined || id === boardId)
    .map(({ id, access, content }) => ({ id, access, ...withoutLost(content, present) }));
  if (boardId === undefined) {
    const { shared, own } = parts.settings.chosenFor(userId);
    const settings = { everyone: ofTheFile(shared), mine: ofTheFile(own) };
    return { amud: EXPORT_VERSION, of: 'everything', settings, apps, boards, feeds, pictures: [], secrets: '' };
  }
  if (boards.length === 0) throw new FaultError('missing', 'There is no such board. It may have been removed.');
  const onIt = new Set(boards.flatMap((board) => [...appIdsOf(board), ...feedIdsOf(board)]));
  return {
    amud: EXPORT_VERSION,
    of: 'board',
    settings: { everyone: {}, mine: {} },
    apps: apps.filter(({ id }) => onIt.has(id)),
    boards,
    feeds: feeds.filter(({ id }) => onIt.has(id)),
    pictures: [],
    secrets: '',
  };
};

const ofTheFile = (chosen: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(chosen).filter(([key]) => isOfTheFile(key)));

/** Cards of apps that were removed show to nobody. */
const withoutLost = (content: BoardContent, present: ReadonlySet<string>): BoardContent => ({
  ...content,
  sections: content.sections.map((section) => ({
    ...section,
    items: section.items.filter((item) => item.kind !== 'app' || present.has(item.appId)),
  })),
});

export const appIdsOf = ({ sections }: Pick<BoardContent, 'sections'>): string[] =>
  sections.flatMap(({ items }) => items.flatMap((item) => (item.kind === 'app' ? [item.appId] : [])));

/** Feeds that a widget names; one that names none shows all there are. */
const feedIdsOf = ({ sections }: Pick<BoardContent, 'sections'>): string[] =>
  sections.flatMap(({ items }) =>
    items.flatMap((item) =>
      item.kind === 'widget' && item.widget === 'feeds' ? (item.settings['feeds'] as string[]) : [],
    ),
  );

/** The pictures that a file shows. @throws FaultError `too-large` when they don't go into one. */
export const picturesFor = async ({ pictures }: ExportParts, file: ExportedFile): Promise<ExportedFile['pictures']> => {
  const found: ExportedFile['pictures'] = [];
  let length = 0;
  for (const id of pictures.usedBy(file)) {
    const bytes = await pictures.read(id);
    if (!bytes) continue;
    const webp = bytes.toString('base64');
    length += webp.length;
    if (length > limits.export.fileBytes * 0.9)
      throw new FaultError(
        'too-large',
        'With its pictures this is more than one file holds. Leave the pictures out, or make a backup: it has them all.',
        { field: 'pictures' },
      );
    found.push({ id, webp });
  }
  return found;
};
