import { settings } from '@amud/protocol/settings.ts';
import { createSignal, createUniqueId, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon } from '../../parts/icon.tsx';
import { part, Sentence } from '../../parts/sentence.tsx';
import { useApp } from '../../state/app.ts';
import { type Keeper, wrongIn } from './keeper.ts';
import { SettingShell } from './setting-row.tsx';
import { textOf } from './setting-texts.ts';
import type { Saver } from './undo.ts';

const { most } = settings.customCss.field;

type CustomCssProps = { saver: Saver; keeper: Keeper };

/** Not saved while it is typed: half a rule would already count for everyone. */
export const CustomCss = (props: CustomCssProps) => {
  const draft = createDraft(props);
  const id = createUniqueId();
  return (
    <section class="card setting-rows fields" aria-labelledby={`${id}-label`}>
      <SettingShell setting="customCss" keeper={props.keeper}>
        <div class="field custom-css" data-kind="long-text">
          <label for={id} id={`${id}-label`}>
            {textOf('customCss').label()}
          </label>
          <div class="input long" classList={{ wrong: draft.wrong() !== undefined }}>
            <textarea
              id={id}
              rows={10}
              dir="ltr"
              spellcheck={false}
              autocapitalize="none"
              value={draft.value()}
              aria-invalid={draft.wrong() !== undefined}
              aria-describedby={`${id}-note`}
              onInput={(event) => draft.type(event.currentTarget.value)}
            />
          </div>
          <div id={`${id}-note`} class="field-notes">
            <Notes wrong={draft.wrong()} />
          </div>
          <Actions draft={draft} />
        </div>
      </SettingShell>
    </section>
  );
};

const createDraft = (props: CustomCssProps) => {
  const { settings: chosen } = useApp();
  const [typed, setTyped] = createSignal<string>();
  const [refusal, setRefusal] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const value = () => typed() ?? chosen.forEveryone('customCss');
  const type = (text: string | undefined) => {
    setRefusal(undefined);
    setTyped(text);
  };
  return {
    value,
    type,
    busy,
    wrong: () => refusal() ?? (typed() === undefined ? undefined : wrongIn('customCss', value())),
    isChanged: () => typed() !== undefined && typed() !== chosen.forEveryone('customCss'),
    apply: async () => {
      setBusy(true);
      const change = { for: 'everyone' as const, set: { customCss: value() }, reset: [] };
      const fault = await props.saver.save(textOf('customCss').label(), change);
      setBusy(false);
      setRefusal(fault?.message);
      if (!fault) setTyped(undefined);
    },
  };
};

const Notes = (props: { wrong: string | undefined }) => {
  const { address } = useApp();
  return (
    <>
      <Show when={props.wrong}>
        {(words) => (
          <p class="field-note wrong" role="alert">
            <Icon name="circle-x" /> <span>{words()}</span>
          </p>
        )}
      </Show>
      <p class="field-note">{textOf('customCss').help()}</p>
      <p class="field-note">
        <Sentence text={m.settings_custom_css_safe({ safe: part(0) })} parts={[<code dir="ltr">?safe</code>]} />
      </p>
      <Show when={address.parameter('safe') !== null}>
        <p class="field-note">{m.settings_custom_css_safe_now()}</p>
      </Show>
    </>
  );
};

const Actions = (props: { draft: ReturnType<typeof createDraft> }) => (
  <div class="actions">
    <span class="dim small">{m.settings_custom_css_size({ count: props.draft.value().length, most })}</span>
    <Show when={props.draft.isChanged()}>
      <button type="button" class="button" onClick={() => props.draft.type(undefined)}>
        {m.settings_custom_css_drop()}
      </button>
    </Show>
    <button
      type="button"
      class="button primary"
      disabled={!props.draft.isChanged() || props.draft.busy() || props.draft.wrong() !== undefined}
      onClick={() => void props.draft.apply()}
    >
      {props.draft.busy() ? m.settings_saving() : m.settings_custom_css_apply()}
    </button>
  </div>
);
