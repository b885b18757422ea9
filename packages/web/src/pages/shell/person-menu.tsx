import { Icon, type IconName } from '../../parts/icon.tsx';
import { Segments } from '../../parts/segments.tsx';
import { useApp } from '../../state/app.ts';
import type { ThemeWish } from '../../state/theme.ts';

const themes: { value: ThemeWish; label: string; icon: IconName }[] = [
  { value: 'auto', label: 'Auto', icon: 'sun-moon' },
  { value: 'dark', label: 'Dark', icon: 'moon' },
  { value: 'light', label: 'Light', icon: 'sun' },
];

export const PersonMenu = (props: { onHelp: () => void }) => {
  const { session, theme, toasts, version } = useApp();
  const name = () => session.user()?.username ?? '';
  let menu: HTMLElement | undefined;
  const help = () => {
    menu?.hidePopover();
    props.onHelp();
  };
  const signOut = async () => {
    const answer = await session.signOut();
    if (!answer.ok && session.user()) toasts.say(answer.fault.message);
  };
  return (
    <>
      <button type="button" class="rail-item" popovertarget="person-menu" title={name()}>
        <span class="person" aria-hidden="true">
          {name().slice(0, 1)}
        </span>
        <span class="rail-label">{name()}</span>
      </button>
      <section id="person-menu" class="person-menu" popover="auto" ref={menu} aria-label="You">
        <header>
          <p class="clip">
            <strong>{name()}</strong>
          </p>
          <p class="dim small">
            {session.user()?.role} · AMUD {version}
          </p>
        </header>
        <Segments label="Look" choices={themes} value={theme.wish()} onChoose={theme.choose} />
        <button type="button" class="rail-item" onClick={help}>
          <Icon name="keyboard" /> Keys
        </button>
        <button type="button" class="rail-item" onClick={() => void signOut()}>
          <Icon name="log-out" /> Sign out
        </button>
      </section>
    </>
  );
};
