import type { FirstData } from '@amud/protocol/http.ts';
import type { SettingsChange } from '@amud/protocol/setting-schemas.ts';
import { chosenIn, type SettingKey, type SettingValue, type SettingValues } from '@amud/protocol/settings.ts';
import { createSignal } from 'solid-js';
import type { Answer, Http } from '../link/http.ts';
import type { Link } from '../link/socket.ts';
import { isSame } from './same.ts';

export type Settings = ReturnType<typeof createSettings>;
export type Whose = SettingsChange['for'];
export type Wishes = Partial<SettingValues>;
export type SettingsAnswer = Answer<{ undo: () => Promise<SettingsAnswer> }>;

type Parts = { first: FirstData; http: Http; link: Pick<Link, 'onMessage'> };

/** What was chosen, as the page was told and is told again whenever it changes, in whichever tab. */
export const createSettings = ({ first, http, link }: Parts) => {
  const [view, setView] = createSignal(first.settings, { equals: isSame });
  link.onMessage((message) => {
    if ((message.type === 'hello' || message.type === 'settings') && message.settings) setView(message.settings);
  });

  const send = async (change: SettingsChange): Promise<SettingsAnswer> => {
    const answer = await http.call('PATCH', '/api/settings', 'settingsChangeOutput', change);
    if (!answer.ok) return answer;
    setView(answer.value.settings);
    const { before } = answer.value;
    return { ok: true, value: { undo: () => send(before) } };
  };

  return {
    view,
    /** What counts for the person here. */
    get: <K extends SettingKey>(key: K): SettingValue<K> => chosenIn(view(), key),
    /** What counts for who has not chosen. */
    forEveryone: <K extends SettingKey>(key: K): SettingValue<K> => chosenIn({ own: {}, shared: view().shared }, key),
    isChosen: (key: SettingKey, whose: Whose): boolean =>
      Object.hasOwn(whose === 'me' ? view().own : view().shared, key),
    save: (whose: Whose, set: Wishes) => send({ for: whose, set, reset: [] }),
    reset: (whose: Whose, keys: SettingKey[]) => send({ for: whose, set: {}, reset: keys }),
    change: send,
    /** Who signs in gets theirs with the page that is then loaded. */
    take: setView,
  };
};
