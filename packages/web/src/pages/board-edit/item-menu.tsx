import type { Item } from '@amud/protocol/boards.ts';
import { columns } from '@amud/protocol/grid.ts';
import { type Audience, sees } from '@amud/protocol/roles.ts';
import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { Popup } from '../../parts/popup.tsx';
import { Segments } from '../../parts/segments.tsx';
import { moveItems, resizeItem, setItems } from '../../state/arranging/changes.ts';
import { readingOrder } from '../../state/arranging/step-aside.ts';
import { rowsOf } from '../../state/layout.ts';
import { audiences, audienceWords } from '../audience-words.ts';
import type { Edit, MenuAt } from './edit.ts';
import { removeCards } from './keys.ts';
import { placeWords, sizeWords } from './place-words.ts';
import { sizesOf } from './sizes.ts';

type MenuProps = { edit: Edit; menu: MenuAt };

/** What can be done with a card, or with several at once. */
export const ItemMenu = (props: MenuProps) => {
  const { edit, menu } = props;
  const lead = () => edit.find(menu.ids[0] ?? '');
  const close = () => {
    if (edit.menu() !== menu) return;
    edit.setMenu(undefined);
    if (!document.querySelector('dialog[open]')) edit.focus(menu.ids[0] ?? '');
  };
  return (
    <Show when={lead()}>
      {(item) => (
        <Popup label={edit.namesOf(menu.ids)} anchor={menu.anchor} onClose={close}>
          <p class="menu-title clip">{edit.namesOf(menu.ids)}</p>
          <Show when={menu.ids.length === 1}>
            <div class="menu-list">
              <EditItem edit={edit} item={item()} />
            </div>
            <div class="menu-list menu-form">
              <Sizes edit={edit} item={item()} />
              <BarChoice edit={edit} item={item()} />
            </div>
          </Show>
          <div class="menu-list menu-form">
            <VisibleTo edit={edit} ids={menu.ids} item={item()} />
            <InSection edit={edit} ids={menu.ids} />
          </div>
          <div class="menu-list">
            <Show when={edit.app.boards.list().length > 1}>
              <button type="button" class="menu-item" onClick={() => edit.setCarried(menu.ids)}>
                <Icon name="copy" /> {m.board_carry()}
              </button>
            </Show>
            <button type="button" class="menu-item danger" onClick={() => removeCards(edit, menu.ids)}>
              <Icon name="trash" /> {m.board_item_remove()}
            </button>
          </div>
        </Popup>
      )}
    </Show>
  );
};

const EditItem = (props: { edit: Edit; item: Item }) => {
  const open = () => {
    const { item, edit } = props;
    if (item.kind === 'app') edit.app.apps.shown.edit(item.appId);
    else edit.setConfigured(item.id);
  };
  return (
    <button type="button" class="menu-item" onClick={open}>
      <Icon name={props.item.kind === 'app' ? 'pencil' : 'settings'} />
      {props.item.kind === 'app' ? m.board_item_edit_app() : m.board_item_settings()}
    </button>
  );
};

/** From a picture alone to all that is known, each drawn in its proportions. */
const Sizes = (props: { edit: Edit; item: Item }) => {
  const box = () => props.edit.boxOf(props.item.id);
  const most = () => {
    const section = props.edit.sectionOf(props.item.id);
    return section ? props.edit.wideOf(section) : columns[props.edit.screen()];
  };
  const choose = (size: { w: number; h: number }) => {
    const { edit, item } = props;
    edit.act('resize', edit.nameOf(item), resizeItem(item.id, size, edit.screen()));
    edit.say(sizeWords(edit, item.id));
  };
  return (
    <div class="menu-row">
      <span class="menu-label">{m.board_item_size()}</span>
      <div class="sizes">
        <For each={sizesOf(props.item, most())}>
          {(size) => (
            <button
              type="button"
              data-stay
              title={`${size.label} · ${size.w} × ${size.h}`}
              aria-label={m.board_item_size_of({ label: size.label, w: size.w, h: size.h })}
              aria-pressed={box()?.w === size.w && box()?.h === size.h}
              onClick={() => choose(size)}
            >
              <span class="size-shape" style={{ '--w': size.w, '--h': size.h }} />
            </button>
          )}
        </For>
      </div>
    </div>
  );
};

/** What the bar of a large card shows. */
const BarChoice = (props: { edit: Edit; item: Item }) => {
  const bar = () => (props.item.kind === 'app' ? props.item.bar : undefined);
  const choose = (next: 'day' | 'month') => {
    const { edit, item } = props;
    const change = (one: Item): Item => (one.kind === 'app' ? { ...one, bar: next } : one);
    edit.act('bar', edit.nameOf(item), setItems([item.id], change));
  };
  return (
    <Show when={bar()}>
      {(value) => (
        <div class="menu-row">
          <span class="menu-label">{m.board_item_bar()}</span>
          <Segments
            slim
            label={m.board_item_bar()}
            choices={[
              { value: 'day', label: m.apps_up_day() },
              { value: 'month', label: m.apps_up_month() },
            ]}
            value={value()}
            onChoose={choose}
          />
        </div>
      )}
    </Show>
  );
};

const VisibleTo = (props: { edit: Edit; ids: string[]; item: Item }) => {
  const own = () => props.edit.app.session.user()?.role ?? 'guest';
  const choose = (visibleTo: Audience) => {
    const { edit, ids } = props;
    edit.act(
      'visible',
      edit.namesOf(ids),
      setItems(ids, (item) => ({ ...item, visibleTo })),
    );
  };
  return (
    <label class="menu-row">
      <span class="menu-label">{m.board_item_visible()}</span>
      <select class="select" onChange={(event) => choose(event.currentTarget.value as Audience)}>
        <For each={audiences.filter((one) => sees(own(), one))}>
          {(one) => (
            <option value={one} selected={one === props.item.visibleTo}>
              {one === 'public' ? m.board_item_visible_all() : audienceWords(one)}
            </option>
          )}
        </For>
      </select>
    </label>
  );
};

/** For who does not drag. */
const InSection = (props: { edit: Edit; ids: string[] }) => {
  const here = () => props.edit.sectionOf(props.ids[0] ?? '');
  const go = (sectionId: string) => {
    const { edit, ids } = props;
    const section = edit.view.section(sectionId);
    if (!section) return;
    const spot = { sectionId, x: 0, y: rowsOf(edit.boxesOf(section)), screen: edit.screen() };
    edit.act('move', edit.namesOf(ids), moveItems(ids, spot));
    edit.say(placeWords(edit, ids[0] ?? ''));
  };
  return (
    <Show when={props.edit.content().sections.length > 1}>
      <label class="menu-row">
        <span class="menu-label">{m.board_item_section()}</span>
        <select class="select" onChange={(event) => go(event.currentTarget.value)}>
          <For each={readingOrder(props.edit.content().sections)}>
            {(section) => (
              <option value={section.id} selected={section.id === here()?.id}>
                {section.title || m.board_section_nameless()}
              </option>
            )}
          </For>
        </select>
      </label>
    </Show>
  );
};
