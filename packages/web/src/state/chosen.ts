import { presetOf, type SettingKey, type SettingValue } from '@amud/protocol/settings.ts';

type Read = <K extends SettingKey>(key: K) => SettingValue<K>;

let read: Read = presetOf;

/** What the person chose, for what is too small to be handed it: how a number or a time is written. */
export const chosen: Read = (key) => read(key);

/** The presets count until the app has its settings. */
export const readChosenFrom = (source: Read): void => {
  read = source;
};
