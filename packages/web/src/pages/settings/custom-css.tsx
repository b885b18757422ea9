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

/** Not saved while it is typed: half a rule would already count for everyone. */
export const CustomCss = (props: { saver: Saver; keeper: Keeper }) => {
  const { address, settings: chosen } = useApp();
  const [typed, setTyped] = createSignal<string>();
  const [refusal, setRefusal] = createSignal<string>();
  const [busy, setBusy] = createSignal(false);
  const id = createUniqueId();
  const value = () => typed() ?? chosen.forEveryone('customCss');
  const wrong = () => refusal() ?? (typed() === undefined ? undefined : wrongIn('customCss', value()));
  const isChanged = () => typed() !== undefined && typed() !== chosen.forEveryone('customCss');
  const apply = async () => {
    setBusy(true);
    const change = { for: 'everyone' as const, set: { customCss: value() }, reset: [] };
    const fault = await props.saver.save(textOf('customCss').label(), change);
    setBusy(false);
    setRefusal(fault?.message);
    if (!fault) setTyped(undefined);
  };
  const type = (text: string | undefined) => {
    setRefusal(undefined);
    setTyped(text);
  };
  return (
    <section class="card setting-rows fields" aria-labelledby={`${id}-label`}>
      <SettingShell setting="customCss" keeper={props.keeper}>
        <div class="field custom-css" data-kind="long-text">
          <label for={id} id={`${id}-label`}>
            {textOf('customCss').label()}
          </label>
          <div class="input long" classList={{ wrong: wrong() !== undefined }}>
            <textarea
              id={id}
              rows={10}
              dir="ltr"
              spellcheck={false}
              autocapitalize="none"
              value={value()}
              aria-invalid={wrong() !== undefined}
              aria-describedby={`${id}-note`}
              onInput={(event) => type(event.currentTarget.value)}
            />
          </div>
          <div id={`${id}-note`} class="field-notes">
            <Show when={wrong()}>
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
          </div>
          <div class="actions">
            <span class="dim small">{m.settings_custom_css_size({ count: value().length, most })}</span>
            <Show when={isChanged()}>
              <button type="button" class="button" onClick={() => type(undefined)}>
                {m.settings_custom_css_drop()}
              </button>
            </Show>
            <button
              type="button"
              class="button primary"
              disabled={!isChanged() || busy() || wrong() !== undefined}
              onClick={() => void apply()}
            >
              {busy() ? m.settings_saving() : m.settings_custom_css_apply()}
            </button>
          </div>
        </div>
      </SettingShell>
    </section>
  );
};
