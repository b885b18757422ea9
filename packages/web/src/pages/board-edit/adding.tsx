import type { Item, WidgetItem } from '@amud/protocol/boards.ts';
import { valuesOf } from '@amud/protocol/forms.ts';
import { widgetSettings } from '@amud/protocol/widget-schemas.ts';
import { type WidgetKind, widgets } from '@amud/protocol/widgets.ts';
import { createSignal, Match, Show, Switch } from 'solid-js';
import * as v from 'valibot';
import { m } from '../../messages.ts';
import { addItems, setItems } from '../../state/arranging/changes.ts';
import { addSection } from '../../state/arranging/section-changes.ts';
import { newId } from '../../state/new-id.ts';
import { later } from '../later.tsx';
import { kindTexts } from '../widgets/texts.ts';
import { AppPicker } from './app-picker.tsx';
import { CarryDialog } from './carry-dialog.tsx';
import type { Edit } from './edit.ts';

export type Adding = ReturnType<typeof createAdding>;
type Shown = { kind: 'apps' | 'widgets'; sectionId: string | undefined };
/** A widget that is of no use before something is said about it. */
type Started = { kind: WidgetKind; sectionId: string | undefined };

const chooser = later(async () => (await import('../widgets/widget-chooser.tsx')).WidgetChooser);
const settings = later(async () => (await import('../widgets/widget-dialog.tsx')).WidgetDialog);

const CARD = { x: 0, y: 0, w: 2, h: 1 };

/** What comes onto the board. Where nobody says, into the section that was last in hand. */
export const createAdding = (edit: Edit) => {
  const [shown, setShown] = createSignal<Shown>();
  const [started, setStarted] = createSignal<Started>();
  const sectionInHand = (): string | undefined => {
    const [id] = [...edit.selection.ids()];
    return (id === undefined ? undefined : edit.sectionOf(id)?.id) ?? sectionInSight();
  };
  const put = (items: readonly Item[], names: string, sectionId = sectionInHand()) => {
    edit.act('add', names, addItems(items, sectionId, newId()));
    edit.selection.only(items.map(({ id }) => id));
    edit.say(m.board_edit_added({ name: names }));
    // Once the dialog that it came from has given the focus back.
    setTimeout(() => edit.focus(items.at(-1)?.id ?? ''));
  };
  const apps = (appIds: readonly string[], sectionId?: string) => {
    const items = appIds.map(
      (appId): Item => ({ kind: 'app', id: newId(), appId, bar: 'day', visibleTo: 'public', desktop: CARD }),
    );
    const [only] = appIds;
    const name = appIds.length === 1 && only !== undefined ? edit.appOf(only)?.name : undefined;
    if (items.length > 0) put(items, name ?? m.board_edit_several({ count: items.length }), sectionId);
  };
  const widget = (kind: WidgetKind, values: Record<string, unknown>, sectionId: string | undefined): string => {
    const item: WidgetItem & Item = {
      kind: 'widget',
      id: newId(),
      widget: kind,
      settings: values,
      visibleTo: 'public',
      desktop: { x: 0, y: 0, ...widgets[kind].size },
    };
    put([item], kindTexts[kind].name(), sectionId);
    return item.id;
  };
  return {
    shown,
    started,
    apps,
    widget,
    open: (kind: Shown['kind'], sectionId?: string) => setShown({ kind, sectionId: sectionId ?? sectionInHand() }),
    close: () => setShown(undefined),
    end: () => setStarted(undefined),
    /** One that has nothing to say yet is there at once, and its settings open. */
    start: (kind: WidgetKind, sectionId: string | undefined) => {
      const values = valuesOf(widgets[kind].fields) as Record<string, unknown>;
      if (!v.is(widgetSettings(kind), values)) return void setStarted({ kind, sectionId });
      const id = widget(kind, values, sectionId);
      if (Object.keys(widgets[kind].fields).length > 0) edit.setConfigured(id);
    },
    section: () => {
      const id = newId();
      edit.act('section-add', m.board_section_nameless(), addSection(id, '', { parent: null, before: null }));
      setTimeout(() => focusTitle(id));
    },
  };
};

const focusTitle = (sectionId: string): void => {
  const field = document.querySelector<HTMLElement>(`[data-section="${sectionId}"] .section-name`);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center' });
};

/** The one in the middle of the window. */
const sectionInSight = (): string | undefined =>
  document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest<HTMLElement>('[data-section]')?.dataset[
    'section'
  ];

type DialogsProps = { edit: Edit; adding: Adding };

export const AddDialogs = (props: DialogsProps) => (
  <>
    <Switch>
      <Match when={props.adding.shown()?.kind === 'apps'}>
        <AppPicker
          edit={props.edit}
          onChoose={(ids) => props.adding.apps(ids, props.adding.shown()?.sectionId)}
          onClose={props.adding.close}
        />
      </Match>
      <Match when={props.adding.shown()?.kind === 'widgets'}>
        <chooser.Part
          onChoose={(kind) => props.adding.start(kind, props.adding.shown()?.sectionId)}
          onClose={props.adding.close}
          onLost={props.adding.close}
        />
      </Match>
    </Switch>
    <WidgetSettings {...props} />
    <Show when={props.edit.carried()} keyed>
      {(ids) => <CarryDialog edit={props.edit} ids={ids} onClose={() => props.edit.setCarried(undefined)} />}
    </Show>
  </>
);

const WidgetSettings = (props: DialogsProps) => {
  const { edit, adding } = props;
  const configured = () => {
    const item = edit.find(edit.configured() ?? '');
    return item?.kind === 'widget' ? item : undefined;
  };
  const close = () => {
    const id = edit.configured();
    edit.setConfigured(undefined);
    if (id !== undefined) edit.focus(id);
  };
  const save = (id: string, values: Record<string, unknown>) => {
    const item = edit.find(id);
    const change = (one: Item): Item => (one.kind === 'widget' ? { ...one, settings: values } : one);
    if (item) edit.act('settings', edit.nameOf(item), setItems([id], change));
  };
  return (
    <>
      <Show when={edit.configured() !== undefined && configured()?.id} keyed>
        {(id) => (
          <settings.Part
            widget={configured()?.widget ?? 'clock'}
            settings={configured()?.settings ?? {}}
            onSave={(values) => save(id, values)}
            onClose={close}
            onLost={close}
          />
        )}
      </Show>
      <Show when={adding.started()} keyed>
        {({ kind, sectionId }) => (
          <settings.Part
            widget={kind}
            settings={{}}
            onSave={(values) => adding.widget(kind, values, sectionId)}
            onClose={adding.end}
            onLost={adding.end}
          />
        )}
      </Show>
    </>
  );
};
