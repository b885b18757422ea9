import { createSignal } from 'solid-js';
import { m } from '../../messages.ts';
import { bytes, celsius, exactTime, networkRate, text } from '../../parts/format.ts';
import type { Whose } from '../../state/settings.ts';
import { GroupHead, SettingRows, useDeepLink, WhoseChoice } from './group-page.tsx';
import { createKeeper } from './keeper.ts';
import { useSaver } from './undo.ts';

const keys = ['language', 'hours', 'weekStart', 'temperature', 'sizes', 'rates', 'homePlace'] as const;

export const Region = () => {
  const [whose, setWhose] = createSignal<Whose>('me');
  const keeper = createKeeper(whose, useSaver());
  useDeepLink();
  return (
    <>
      <GroupHead title={m.settings_group_region()} about={m.settings_group_region_about()}>
        <WhoseChoice whose={whose()} onChoose={setWhose} />
      </GroupHead>
      <SettingRows keys={keys} keeper={keeper} label={m.settings_group_region()} />
      <Sample />
    </>
  );
};

const GIB = 1024 ** 3;

/** What a person sees change when they choose. */
const Sample = () => {
  const now = Date.now();
  return (
    <p class="dim small">
      {m.settings_sample()}: {exactTime(now)} · {text(bytes(9.5 * GIB))} · {text(networkRate(12_500_000))} ·{' '}
      {text(celsius(42))}
    </p>
  );
};
