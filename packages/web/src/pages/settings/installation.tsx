import { m } from '../../messages.ts';
import { CustomCss } from './custom-css.tsx';
import { GroupHead, SettingRows, useDeepLink } from './group-page.tsx';
import { createKeeper } from './keeper.ts';
import { useSaver } from './undo.ts';

export const Installation = () => {
  const saver = useSaver();
  const keeper = createKeeper(() => 'everyone', saver);
  useDeepLink();
  return (
    <>
      <GroupHead title={m.settings_group_installation()} about={m.settings_group_installation_about()} />
      <SettingRows keys={['title', 'logo']} keeper={keeper} label={m.settings_group_installation()} />
      <CustomCss saver={saver} keeper={keeper} />
      <section class="card settings-card" aria-labelledby="setup-again">
        <div>
          <h2 id="setup-again">{m.settings_setup_again()}</h2>
          <p class="dim">{m.settings_setup_again_help()}</p>
        </div>
        <div>
          <a class="button" href="/setup">
            {m.settings_setup_again_open()}
          </a>
        </div>
      </section>
    </>
  );
};
