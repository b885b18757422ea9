import type { WidgetItem } from '@amud/protocol/boards.ts';
import type { Audience } from '@amud/protocol/roles.ts';

/** A widget of a board, where this audience may see both: what it shows is then asked for them, and for nobody else. */
export type FindWidget = (boardId: string, itemId: string, audience: Audience) => WidgetItem | undefined;
