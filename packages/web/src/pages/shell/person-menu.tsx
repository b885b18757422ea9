import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../state/app.ts';
import type { PlaceWish } from '../../state/place.ts';
import { roleLabel } from '../roles.ts';

type Mode = 'auto' | 'dark' | 'light';

const modes: { value: Mode; label: string; icon: IconName }[] = [
  { value: 'auto', label: m.shell_look_auto(), icon: 'sun-moon' },
  { value: 'dark', label: m.shell_look_dark(), icon: 'moon' },
  { value: 'light', label: m.shell_look_light(), icon: 'sun' },
];

/** Which of its two addresses an app is opened with. */
const places: { value: PlaceWish; label: string }[] = [
  { value: 'auto', label: m.shell_look_auto() },
  { value: 'home', label: m.shell_place_home() },
  { value: 'outside', label: m.shell_place_outside() },
];

const PlaceChoice = () => {
  const { place } = useApp();
  return (
    <div class="person-place">
      <p class="dim small">
        {m.shell_place()} · {place.isOutside() ? m.shell_place_outside() : m.shell_place_home()}
      </p>
      <Segments label={m.shell_place()} choices={places} value={place.wish()} onChoose={place.choose} />
    </div>
  );
};

type MenuProps = { onHelp: () => void };

export const PersonMenu = (props: MenuProps) => {
  const { session } = useApp();
  const name = () => session.user()?.username ?? '';
  let menu: HTMLElement | undefined;
  /** What is in it is drawn when it is first opened. */
  const [isWanted, setWanted] = createSignal(false);
  const help = () => {
    menu?.hidePopover();
    props.onHelp();
  };
  return (
    <>
      <button type="button" class="rail-item" popovertarget="person-menu" title={name()}>
        <span class="person" aria-hidden="true">
          {name().slice(0, 1)}
        </span>
        <span class="rail-label">{name()}</span>
      </button>
      <section
        id="person-menu"
        class="person-menu"
        popover="auto"
        ref={menu}
        aria-label={m.shell_you()}
        on:beforetoggle={() => setWanted(true)}
      >
        <Show when={isWanted()}>
          <Inside onHelp={help} />
        </Show>
      </section>
    </>
  );
};

const Inside = (props: MenuProps) => {
  const { session, settings, toasts, version } = useApp();
  const choose = async (mode: Mode) => {
    const answer = await settings.save('me', { mode });
    if (!answer.ok) toasts.say(answer.fault.message);
  };
  const signOut = async () => {
    const answer = await session.signOut();
    if (!answer.ok && session.user()) toasts.say(answer.fault.message);
  };
  return (
    <>
      <header>
        <p class="clip">
          <strong>{session.user()?.username}</strong>
        </p>
        <p class="dim small">
          {m.shell_you_are({ role: roleLabel(session.user()?.role ?? 'guest'), version: `AMUD ${version}` })}
        </p>
      </header>
      <Segments
        label={m.shell_look()}
        choices={modes}
        value={settings.get('mode')}
        onChoose={(mode) => void choose(mode)}
      />
      <PlaceChoice />
      <button type="button" class="rail-item" onClick={() => props.onHelp()}>
        <Icon name="keyboard" /> {m.shell_keys()}
      </button>
      <button type="button" class="rail-item" onClick={() => void signOut()}>
        <Icon name="log-out" /> {m.shell_sign_out()}
      </button>
    </>
  );
};
