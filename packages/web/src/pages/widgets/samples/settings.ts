import type { WidgetKind, WidgetSettings } from '@amud/protocol/widgets.ts';

/** What each kind looks like with something in it, for choosing. Names that are the same in every language. */
export const samples: { [K in WidgetKind]?: Partial<WidgetSettings<K>> } = {
  clock: { seconds: false },
  note: { text: '**Wi-Fi** `home-5G`\n\n- [x] ✓\n- [ ] …\n\n*192.168.1.1*' },
  links: {
    links: [
      { name: 'Router', url: 'http://192.168.1.1/' },
      { name: 'NAS', url: 'http://192.168.1.2/' },
      { name: 'AMUD', url: 'https://example.com/' },
    ],
  },
};
