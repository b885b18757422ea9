import { For } from 'solid-js';
import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import type { FileFault } from '../../../state/exports.ts';
import { said } from '../../../state/server-words.ts';

/** Where a file is wrong, for who wrote it by hand. */
export const FileFaults = (props: { faults: readonly FileFault[]; onAgain: () => void }) => (
  <>
    <p class="notice warn" role="alert">
      <Icon name="triangle-alert" /> <span>{m.data_import_wrong()}</span>
    </p>
    <ul class="file-faults">
      <For each={props.faults}>
        {(fault) => (
          <li>
            <span class="tag off">{m.data_import_line({ line: String(fault.line) })}</span>
            <div>
              <p>{said(fault.message)}</p>
              <p class="dim small code-name">{fault.path}</p>
            </div>
          </li>
        )}
      </For>
    </ul>
    <p class="button-row">
      <button type="button" class="button" onClick={() => props.onAgain()}>
        {m.data_import_another()}
      </button>
    </p>
  </>
);
