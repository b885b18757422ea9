import { createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import type { Whose } from '../../state/settings.ts';
import { GroupHead, SettingRows, useDeepLink, WhoseChoice } from './group-page.tsx';
import { createKeeper } from './keeper.ts';
import { useSaver } from './undo.ts';

const keys = ['searchDefault', 'searchEngines'] as const;

export const SearchSettings = () => {
  const [whose, setWhose] = createSignal<Whose>('me');
  const keeper = createKeeper(whose, useSaver());
  useDeepLink();
  return (
    <>
      <GroupHead title={m.settings_group_search()} about={m.settings_group_search_about()}>
        <WhoseChoice whose={whose()} onChoose={setWhose} />
      </GroupHead>
      <SettingRows keys={keys} keeper={keeper} label={m.settings_group_search()} />
    </>
  );
};
