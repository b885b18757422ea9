import { createSignal } from 'solid-js';
import { m } from '../../../messages.ts';
import { PasswordField } from '../../../parts/password-field.tsx';
import type { Refusal } from '../../../state/backups.ts';
import { lengthFlaw, StrengthMeter } from '../../security/strength-meter.tsx';

type FieldName = 'passphrase' | 'repeat';
type Wrong = { field: FieldName; message: string };

export type PassphraseForm = ReturnType<typeof createPassphraseForm>;

/** A new passphrase, typed twice, and what is wrong with it. */
export const createPassphraseForm = (form: () => HTMLFormElement | undefined) => {
  const [wrong, setWrong] = createSignal<Wrong>();
  const [typed, setTyped] = createSignal('');
  const refuse = (next: Wrong): undefined => {
    setWrong(next);
    form()?.querySelector<HTMLInputElement>(`[name="${next.field}"]`)?.focus();
  };
  return {
    typed,
    errorOf: (field: FieldName) => (wrong()?.field === field ? wrong()?.message : undefined),
    type: (text: string) => {
      setTyped(text);
      setWrong(undefined);
    },
    /** Undefined: it can't be taken, and the field says why. */
    read: (): string | undefined => {
      const flaw = lengthFlaw(typed(), '');
      if (flaw) return refuse({ field: 'passphrase', message: flaw });
      const repeated = form()?.querySelector<HTMLInputElement>('[name="repeat"]')?.value;
      return repeated === typed() ? typed() : refuse({ field: 'repeat', message: m.data_passphrase_differ() });
    },
    /** @returns whether it was about the passphrase. */
    take: ({ field, message }: Refusal): boolean => {
      if (field !== 'passphrase') return false;
      refuse({ field, message });
      return true;
    },
  };
};

export const NewPassphrase = (props: { form: PassphraseForm }) => (
  <>
    <PasswordField
      label={m.data_passphrase()}
      name="passphrase"
      autocomplete="new-password"
      error={props.form.errorOf('passphrase')}
      onInput={props.form.type}
      note={<StrengthMeter typed={props.form.typed()} username="" />}
    />
    <PasswordField
      label={m.data_passphrase_again()}
      name="repeat"
      autocomplete="new-password"
      error={props.form.errorOf('repeat')}
    />
    <p class="field-note">{m.data_passphrase_keep()}</p>
  </>
);
