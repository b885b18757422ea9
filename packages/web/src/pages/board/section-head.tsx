import type { Section } from '@amud/protocol/boards.ts';
import { createMemo, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { CheckMark } from '../../parts/check-mark.tsx';
import { isTrouble, stateWord } from '../../parts/check-words.ts';
import { Icon } from '../../parts/icon.tsx';
import { appsIn, statesOf, worstOf } from './summary.ts';
import { useView } from './view.ts';

/** The name of a section, which opens and closes it. One without a name is always open. */
export const SectionHead = (props: { section: Section; isOpen: boolean }) => {
  const view = useView();
  const toggle = () => view.folded.set(props.section.id, props.isOpen);
  return (
    <Show when={props.section.title !== ''} fallback={<Nameless section={props.section} />}>
      <div class="section-head">
        <h2 id={`head-${props.section.id}`}>
          <button type="button" class="section-fold" aria-expanded={props.isOpen} onClick={toggle}>
            <Icon name="chevron-right" />
            <Show when={props.section.icon}>
              {(icon) => <AppIcon icon={icon()} name={props.section.title} size={18} />}
            </Show>
            <span class="clip">{props.section.title}</span>
          </button>
        </h2>
        <Show when={!props.isOpen}>
          <Inside section={props.section} />
        </Show>
      </div>
    </Show>
  );
};

const Nameless = (props: { section: Section }) => (
  <h2 class="unseen" id={`head-${props.section.id}`}>
    {m.board_section_nameless()}
  </h2>
);

/** What a closed section holds: how many, and the worst of them. */
const Inside = (props: { section: Section }) => {
  const view = useView();
  const all = () => [props.section, ...view.content().sections.filter(({ parent }) => parent === props.section.id)];
  const count = () => all().reduce((sum, { items }) => sum + items.length, 0);
  const worst = createMemo(() => worstOf(statesOf(appsIn(all(), view.apps))));
  return (
    <p class="section-inside">
      {m.board_section_count({ count: count() })}
      <Show when={worst()}>
        {(state) => (
          <span class="section-worst" data-state={state()}>
            <CheckMark state={state()} silent /> {isTrouble(state()) ? stateWord(state()) : m.board_section_well()}
          </span>
        )}
      </Show>
    </p>
  );
};
