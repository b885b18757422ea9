import { createSignal, Match, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { useApp } from '../../../state/app.ts';
import type { Exports, FileFault, ImportCheck, ImportDone, ImportInput, Refusal } from '../../../state/exports.ts';
import { BringFile } from './bring-file.tsx';
import { Changes } from './changes.tsx';
import { FileFaults } from './file-faults.tsx';

type Step =
  | { step: 'file'; refusal?: Refusal }
  | { step: 'reading' }
  | { step: 'faults'; faults: FileFault[] }
  | { step: 'changes'; check: ImportCheck; refusal?: Refusal; isBusy: boolean }
  | { step: 'done'; done: ImportDone };

const createImporting = (exports: Exports) => {
  const [step, setStep] = createSignal<Step>({ step: 'file' });
  const read = async (file: Blob) => {
    setStep({ step: 'reading' });
    const answer = await exports.read(file);
    if (!answer.ok) setStep({ step: 'file', refusal: answer.fault });
    else if (answer.value.ok) setStep({ step: 'changes', check: answer.value, isBusy: false });
    else setStep({ step: 'faults', faults: answer.value.faults });
  };
  const take = async (check: ImportCheck, input: Omit<ImportInput, 'stage'>) => {
    setStep({ step: 'changes', check, isBusy: true });
    const answer = await exports.take({ stage: check.stage, ...input });
    if (answer.ok) setStep({ step: 'done', done: answer.value });
    else setStep({ step: 'changes', check, isBusy: false, refusal: answer.fault });
  };
  return { step, read, take, again: () => setStep({ step: 'file' }) };
};

/** From a file to what it would change, and only then to the change. */
export const ImportCard = (props: { exports: Exports }) => {
  const { step, read, take, again } = createImporting(props.exports);
  const at = <S extends Step['step']>(name: S) => {
    const now = step();
    return now.step === name ? (now as Extract<Step, { step: S }>) : undefined;
  };
  return (
    <section class="card import" aria-labelledby="import-title">
      <h2 id="import-title">{m.data_import_title()}</h2>
      <p class="dim">{m.data_import_what()}</p>
      <Switch>
        <Match when={at('file')}>
          {(file) => <BringFile refusal={file().refusal} onFile={(blob) => void read(blob)} />}
        </Match>
        <Match when={at('reading')}>
          <div class="long-work-words" role="status">
            <progress class="long-work" aria-label={m.data_import_reading()} />
            <p class="dim">{m.data_import_reading()}</p>
          </div>
        </Match>
        <Match when={at('faults')}>{(wrong) => <FileFaults faults={wrong().faults} onAgain={again} />}</Match>
        <Match when={at('changes')?.check} keyed>
          {(check) => (
            <Changes
              check={check}
              refusal={at('changes')?.refusal}
              isBusy={at('changes')?.isBusy ?? false}
              onTake={(input) => void take(check, input)}
              onAgain={again}
            />
          )}
        </Match>
        <Match when={at('done')}>{(done) => <Done of={done().done} onAgain={again} />}</Match>
      </Switch>
    </section>
  );
};

const Done = (props: { of: ImportDone; onAgain: () => void }) => {
  const { address } = useApp();
  return (
    <>
      <p class="notice good" role="status">
        <Icon name="circle-check" />
        <span>
          {m.data_import_done({
            added: props.of.added,
            changed: props.of.changed,
            removed: props.of.removed,
          })}{' '}
          {props.of.backup === null ? '' : m.data_import_backed_up({ name: props.of.backup })}
        </span>
      </p>
      <p class="dim">{m.data_import_way_back()}</p>
      <p class="button-row">
        <button type="button" class="button primary" onClick={() => address.go('/')}>
          {m.data_import_see()}
        </button>
        <button type="button" class="button" onClick={() => props.onAgain()}>
          {m.data_import_another()}
        </button>
      </p>
    </>
  );
};
