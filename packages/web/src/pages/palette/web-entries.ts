import { m } from '../../messages.ts';
import { addressFor, bangIn, type Engine, typedAddress } from './engines.ts';
import type { Entry } from './entries.ts';

/** What the web has for it: the address that was typed, the engine of a bang, or the one that is usual. */
export type WebEntries = { entries: Entry[]; isAsked: boolean };

export const webEntries = (text: string, all: readonly Engine[], usual: Engine | undefined): WebEntries => {
  const words = text.trim();
  if (words === '') return { entries: [], isAsked: false };
  const bang = bangIn(text, all);
  if (bang) return { entries: bang.engines.map((engine) => engineEntry(engine, bang.words)), isAsked: true };
  const address = typedAddress(words);
  const entries = [
    ...(address === undefined ? [] : [addressEntry(address)]),
    ...(usual ? [engineEntry(usual, words)] : []),
  ];
  return { entries, isAsked: address !== undefined };
};

const addressEntry = (address: string): Entry => ({
  id: 'web:address',
  group: 'web',
  name: m.search_open_address({ address: address.replace(/\/$/, '') }),
  detail: '',
  picture: { kind: 'outline', name: 'arrow-up-right' },
  href: address,
  completion: address,
});

/** Without words yet, choosing it asks for them. */
const engineEntry = (engine: Engine, typed: string): Entry => {
  const words = typed.trim();
  const [bang = ''] = engine.bangs;
  const name =
    words === '' ? m.search_on_web_begin({ engine: engine.name }) : m.search_on_web({ engine: engine.name, words });
  return {
    id: `web:${engine.name}`,
    group: 'web',
    name,
    detail: words === '' && bang !== '' ? m.search_on_web_hint({ bang }) : '',
    picture: { kind: 'outline', name: 'search' },
    ...(words === '' ? {} : { href: addressFor(engine, words) }),
    completion: bang === '' ? typed : `!${bang} ${words}`,
  };
};
