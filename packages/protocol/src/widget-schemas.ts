import * as v from 'valibot';
import { schemaOf } from './form-schemas.ts';
import type { Fields } from './forms.ts';
import { type WidgetKind, type WidgetSettings, widgetKinds, widgets } from './widgets.ts';

const schemas = new Map<WidgetKind, v.GenericSchema>(
  widgetKinds.map((kind) => [kind, schemaOf<Fields>(widgets[kind].fields)]),
);
/** The settings of one kind of widget. */
export const widgetSettings = <K extends WidgetKind>(kind: K) =>
  (schemas.get(kind) ?? v.never()) as v.GenericSchema<unknown, WidgetSettings<K>>;
