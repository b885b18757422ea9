import type { Section } from '@amud/protocol/boards.ts';
import { createMemo, For, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { type Box, columnsOf, placesOf, rowsOf } from '../../state/layout.ts';
import { shareOf } from '../../state/sections.ts';
import { BareSection } from './bare-section.tsx';
import { Card } from './card.tsx';
import { SectionHead } from './section-head.tsx';
import { useView } from './view.ts';

type SectionProps = { sectionId: string; wide: number };

export const SectionView = (props: SectionProps) => {
  const view = useView();
  return (
    <Show when={view.section(props.sectionId)}>{(section) => <Drawn section={section()} wide={props.wide} />}</Show>
  );
};

/** `wide` is of what it stands in. */
const Drawn = (props: { section: Section; wide: number }) => {
  const view = useView();
  const columns = () => columnsOf(shareOf(props.section, view.content().sections), props.wide);
  const isOpen = () => view.editing() !== undefined || !view.folded.isFolded(props.section);
  const children = createMemo(() => view.sectionsIn(props.section.id));
  return (
    <section
      class="board-section"
      classList={{ nested: props.section.parent !== null }}
      data-section={props.section.id}
      aria-labelledby={`head-${props.section.id}`}
      style={{ '--columns': columns(), '--span': Math.round((12 * columns()) / props.wide) }}
    >
      <Show when={view.editing()} fallback={<SectionHead section={props.section} isOpen={isOpen()} />}>
        {(editing) => <Dynamic component={editing().SectionHead} section={props.section} />}
      </Show>
      <Show when={isOpen()}>
        <Grid section={props.section} wide={columns()} />
        <Show when={children().length > 0}>
          <div class="subsections">
            <For each={children()}>{(id) => <SectionView sectionId={id} wide={columns()} />}</For>
          </div>
        </Show>
      </Show>
    </section>
  );
};

const Grid = (props: { section: Section; wide: number }) => {
  const view = useView();
  const settled = createMemo(() => placesOf(props.section.items, props.wide, view.fit().screen));
  const boxes = () => view.editing()?.draftOf(props.section.id) ?? settled();
  const byId = createMemo(() => new Map(boxes().map((box) => [box.id, box])));
  /** In the order in which they stand, so that this is also the order of Tab; not that of a drag, which would move them about. */
  const ids = createMemo(() => settled().map(({ id }) => id));
  const visitors = () =>
    boxes().filter(({ id }) => view.section(props.section.id)?.items.every((item) => item.id !== id));
  return (
    <Show
      when={boxes().length > 0 || settled().length > 0}
      fallback={
        <Show when={view.editing()} fallback={<BareSection section={props.section} />}>
          {(editing) => <Dynamic component={editing().EmptySection} section={props.section} />}
        </Show>
      }
    >
      <ul class="board-grid" data-grid={props.section.id} style={{ '--rows': rowsOf(boxes()) }}>
        <For each={ids()}>{(id) => <Card itemId={id} box={byId().get(id)} />}</For>
        <For each={visitors()}>{(box) => <li class="landing" aria-hidden="true" style={areaOf(box)} />}</For>
      </ul>
    </Show>
  );
};

const areaOf = ({ x, y, w, h }: Box) => ({ 'grid-area': `${y + 1} / ${x + 1} / span ${h} / span ${w}` });
