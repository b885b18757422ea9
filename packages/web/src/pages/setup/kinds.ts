import { type FoundKind, foundKinds } from '@amud/protocol/discovery.ts';
import { m } from '../../messages.ts';

const words: Record<FoundKind, () => string> = {
  media: m.setup_kind_media,
  downloads: m.setup_kind_downloads,
  files: m.setup_kind_files,
  house: m.setup_kind_house,
  network: m.setup_kind_network,
  watch: m.setup_kind_watch,
  work: m.setup_kind_work,
  other: m.setup_section,
};

/** What sections for apps that were found are called. */
export const kindTitles = (): Record<FoundKind, string> =>
  Object.fromEntries(foundKinds.map((kind) => [kind, words[kind]()])) as Record<FoundKind, string>;
