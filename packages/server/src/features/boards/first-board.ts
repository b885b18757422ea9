import type { BoardContent, Item } from '@amud/protocol/boards.ts';
import { valuesOf } from '@amud/protocol/forms.ts';
import { type WidgetKind, widgets } from '@amud/protocol/widgets.ts';
import { randomShortId } from '../../core/random.ts';

const widget = (kind: WidgetKind, x: number, y: number, w: number, h: number): Item => ({
  kind: 'widget',
  id: randomShortId(),
  widget: kind,
  settings: valuesOf(widgets[kind].fields),
  desktop: { x, y, w, h },
  visibleTo: 'public',
});

/** What a new installation shows, so that the first look is not an empty page. */
export const firstBoard = (): BoardContent => ({
  name: 'Home',
  icon: 'general:house',
  sections: [
    {
      id: randomShortId(),
      title: '',
      parent: null,
      share: 'full',
      icon: '',
      collapsed: false,
      items: [
        widget('greeting', 0, 0, 6, 1),
        widget('search', 6, 0, 6, 1),
        widget('clock', 0, 1, 3, 2),
        widget('weather', 3, 1, 3, 2),
        widget('nodes', 6, 1, 6, 2),
      ],
    },
    { id: randomShortId(), title: 'Apps', parent: null, share: 'full', icon: '', collapsed: false, items: [] },
  ],
});
