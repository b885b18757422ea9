import { createMemo, createSignal, For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { useApp } from '../../state/app.ts';
import { findPlaces, type Place, settingPlaces } from './find.ts';
import { groupPath, groupsFor } from './groups.ts';

/** All groups, and a search over everything in them. */
export const SettingsNav = (props: { here: string | undefined }) => {
  const { session } = useApp();
  const [words, setWords] = createSignal('');
  const role = () => session.user()?.role;
  const places = createMemo(() => settingPlaces(role()));
  const found = createMemo(() => (words().trim() === '' ? undefined : findPlaces(places(), words())));
  return (
    <nav class="settings-nav" aria-label={m.account_settings()}>
      <Show when={props.here === undefined} fallback={<p class="settings-title">{m.settings_title()}</p>}>
        <h1 tabindex="-1">{m.settings_title()}</h1>
      </Show>
      <SearchField words={words()} onType={setWords} first={found()?.[0]} />
      <p class="unseen" role="status">
        <Show when={found()}>{(list) => m.settings_search_count({ count: list().length })}</Show>
      </p>
      <Show when={found()} fallback={<GroupList here={props.here} />}>
        {(list) => (
          <Show
            when={list().length > 0}
            fallback={<p class="dim small settings-none">{m.settings_search_none({ words: words().trim() })}</p>}
          >
            <ul class="settings-found">
              <For each={list()}>{(place) => <FoundPlace place={place} />}</For>
            </ul>
          </Show>
        )}
      </Show>
    </nav>
  );
};

type SearchFieldProps = { words: string; onType: (words: string) => void; first: Place | undefined };

/** Enter goes to the first that was found, the arrow down into the list, Escape empties it. */
const SearchField = (props: SearchFieldProps) => {
  const { address } = useApp();
  const press = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.isComposing) return;
    if (event.key === 'Enter' && props.first) address.go(props.first.path);
    else if (event.key === 'ArrowDown') event.currentTarget.closest('nav')?.querySelector<HTMLElement>('li a')?.focus();
    else if (event.key === 'Escape' && props.words !== '') props.onType('');
    else return;
    event.preventDefault();
  };
  return (
    <search class="input settings-search">
      <Icon name="search" />
      <input
        type="search"
        aria-label={m.settings_search()}
        placeholder={m.settings_search()}
        autocomplete="off"
        maxlength="100"
        value={props.words}
        onInput={(event) => props.onType(event.currentTarget.value)}
        onKeyDown={press}
      />
      <Show when={props.words !== ''}>
        <button
          type="button"
          class="icon-button slim"
          aria-label={m.settings_search_clear()}
          onClick={() => props.onType('')}
        >
          <Icon name="x" />
        </button>
      </Show>
    </search>
  );
};

const GroupList = (props: { here: string | undefined }) => {
  const { session } = useApp();
  return (
    <ul class="settings-groups" onKeyDown={stepByArrows}>
      <For each={groupsFor(session.user()?.role)}>
        {(group) => (
          <li>
            <a href={groupPath(group)} aria-current={props.here === group.id ? 'page' : undefined}>
              <Icon name={group.icon} large /> <span class="clip">{group.label()}</span>
              <Icon name="chevron-right" />
            </a>
          </li>
        )}
      </For>
    </ul>
  );
};

const FoundPlace = (props: { place: Place }) => (
  <li>
    <a href={props.place.path}>
      <Icon name={props.place.group.icon} />
      <span>
        {props.place.label}
        <Show when={props.place.key}>
          <span class="dim small">{props.place.group.label()}</span>
        </Show>
      </span>
    </a>
  </li>
);

const stepByArrows = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const here = links.indexOf(document.activeElement as HTMLElement);
  if (by === undefined || here < 0) return;
  event.preventDefault();
  links[here + by]?.focus();
};
