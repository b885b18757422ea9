import { createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Failure } from '../../parts/failure.tsx';
import { Mark } from '../../parts/icon.tsx';
import type { Refusal } from '../../state/admin.ts';
import { useApp } from '../../state/app.ts';
import type { IconLicences } from '../../state/icons.ts';
import { GroupHead } from './group-page.tsx';

export const About = () => {
  const { session, version } = useApp();
  return (
    <>
      <GroupHead title={m.settings_group_about()} about={m.settings_about_text()} />
      <section class="card about-program" aria-label={m.settings_about_version()}>
        <Mark />
        <dl class="detail">
          <dt>{m.settings_about_version()}</dt>
          <dd>AMUD {version}</dd>
        </dl>
      </section>
      <Show when={session.user()?.role === 'admin'}>
        <section class="card settings-card" aria-labelledby="about-checkup">
          <div>
            <h2 id="about-checkup">{m.settings_about_checkup()}</h2>
            <p class="dim">{m.settings_about_checkup_help()}</p>
          </div>
          <div>
            <a class="button" href="/settings/security#checkup-title">
              {m.settings_about_checkup_open()}
            </a>
          </div>
        </section>
      </Show>
      <Icons />
    </>
  );
};

const Icons = () => {
  const { icons } = useApp();
  const [found, setFound] = createSignal<IconLicences>();
  const [fault, setFault] = createSignal<Refusal>();
  const load = async () => {
    const answer = await icons.licences();
    setFault(answer.ok ? undefined : answer.fault);
    if (answer.ok) setFound(answer.value);
  };
  return (
    <section class="card settings-card" aria-labelledby="about-icons">
      <div>
        <h2 id="about-icons">{m.settings_about_icons()}</h2>
        <p class="dim">{m.settings_about_icons_help()}</p>
      </div>
      <div>
        <Failure fault={fault()} onRetry={() => void load()} />
        <Show
          when={found()}
          fallback={
            <button type="button" class="button" onClick={() => void load()}>
              {m.settings_about_icons_open()}
            </button>
          }
        >
          {(licences) => <LicenceList licences={licences()} />}
        </Show>
      </div>
    </section>
  );
};

const LicenceList = (props: { licences: IconLicences }) => (
  <section class="licences" tabindex="0" aria-label={m.settings_about_icons_open()}>
    <ul>
      <For each={props.licences.brands.filter(({ licence }) => licence !== null)}>
        {(brand) => (
          <li>
            {brand.title} <span class="dim small">{brand.licence}</span>
          </li>
        )}
      </For>
    </ul>
    <pre class="small">{props.licences.general}</pre>
  </section>
);
