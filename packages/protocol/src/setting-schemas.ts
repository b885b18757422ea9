import * as v from 'valibot';
import { schemaOfField } from './form-schemas.ts';
import { type SettingKey, settings } from './settings.ts';

export const settingSchema = (key: SettingKey): v.GenericSchema => schemaOfField(settings[key].field);

export const settingsView = v.object({
  own: v.record(v.string(), v.unknown()),
  shared: v.record(v.string(), v.unknown()),
});

const changed = {
  set: v.optional(v.record(v.string(), v.unknown()), {}),
  /** Back to what everyone has, or to the preset. */
  reset: v.optional(v.array(v.string()), []),
};

/** Several at once: all or none. `everyone` for settings of the installation, and for what people have who chose nothing. */
export const settingsChange = v.object({ for: v.picklist(['me', 'everyone']), ...changed });
export type SettingsChange = v.InferOutput<typeof settingsChange>;
export const settingsOutput = v.object({ settings: settingsView });
/** `before` is the change that takes this one back. */
export const settingsChangeOutput = v.object({ settings: settingsView, before: settingsChange });
