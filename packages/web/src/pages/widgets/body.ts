import type { WidgetKind, WidgetSettings } from '@amud/protocol/widgets.ts';

/**
 * Where a widget asks for what the server knows:
 * - `item`: it stands on a board, and whoever sees that board may ask.
 * - `settings`: somebody who may change the board tries settings that are not saved yet.
 * - `sample`: nowhere; it shows what it looks like.
 */
export type WidgetSource =
  | { from: 'item'; boardId: string; itemId: string }
  | { from: 'settings' }
  | { from: 'sample' };

/** What every kind of widget is drawn from. */
export type BodyProps<K extends WidgetKind> = { settings: WidgetSettings<K>; source: WidgetSource };
