import type { Item } from '@amud/protocol/boards.ts';
import { createEffect, Match, Show, Switch } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import type { Box } from '../../state/layout.ts';
import { AppCard } from '../apps/app-card.tsx';
import { Widget } from '../widgets/widget.tsx';
import { useView } from './view.ts';

/** A cell of the grid and what stands in it. Without a box it was carried to another section. */
export const Card = (props: { itemId: string; box: Box | undefined }) => {
  const view = useView();
  let card: HTMLLIElement | undefined;
  let before = props.box;
  const isDrawn = view.turns.of(before, () => card);
  createEffect(() => {
    const { box } = props;
    if (card && before && box && box !== before) view.editing()?.moved(card, before, box);
    before = box;
  });
  const area = () => {
    const { box } = props;
    return box ? { 'grid-area': `${box.y + 1} / ${box.x + 1} / span ${box.h} / span ${box.w}` } : {};
  };
  return (
    <Show when={view.item(props.itemId)}>
      {(item) => (
        <li
          ref={card}
          class="board-item"
          classList={{
            away: props.box === undefined,
            selected: view.editing()?.isSelected(props.itemId),
            held: view.editing()?.isHeld(props.itemId),
          }}
          data-item={props.itemId}
          tabindex={view.editing() ? 0 : undefined}
          aria-label={view.editing()?.labelOf(item(), props.box)}
          style={area()}
        >
          <Show when={isDrawn() || view.editing()}>
            <Inside item={item()} box={props.box} />
          </Show>
          <Show when={view.editing()}>{(editing) => <Dynamic component={editing().Grip} item={item()} />}</Show>
        </li>
      )}
    </Show>
  );
};

const Inside = (props: { item: Item; box: Box | undefined }) => {
  const view = useView();
  const app = () => {
    const { item } = props;
    return item.kind === 'app' ? (view.apps[item.appId] ?? view.editing()?.appOf(item.appId)) : undefined;
  };
  const widget = () => (props.item.kind === 'widget' ? props.item : undefined);
  return (
    <Switch>
      <Match when={app()}>
        {(known) => (
          <AppCard
            app={known()}
            w={props.box?.w ?? 1}
            h={props.box?.h ?? 1}
            bar={props.item.kind === 'app' ? props.item.bar : 'day'}
            editing={view.editing() !== undefined}
          />
        )}
      </Match>
      <Match when={widget()}>
        {(known) => <Widget item={known()} boardId={view.boardId} editing={view.editing() !== undefined} />}
      </Match>
    </Switch>
  );
};
