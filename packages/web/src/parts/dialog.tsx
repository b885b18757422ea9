import { createUniqueId, type JSX, onMount, Show } from 'solid-js';
import { m } from '../messages.ts';
import { Icon } from './icon.tsx';

type DialogProps = {
  title: string;
  wide?: boolean;
  /** Asked when Escape is pressed, or the button that closes; `true` keeps it open. */
  onEscape?: () => boolean;
  onClose: () => void;
  children: JSX.Element;
  /** `sheet` for what is looked at, `form` for many fields: with a head that has a button to close. */
  kind?: 'sheet' | 'form';
  /** In the head: before the title, and below it. */
  icon?: JSX.Element;
  note?: JSX.Element;
};

/** A dialog that is open as long as it is drawn. Escape and a form of method "dialog" close it. */
export const Dialog = (props: DialogProps) => {
  const id = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => {
    // What is only looked at is left by a click beside it, where the browser knows how.
    if (props.kind === 'sheet') dialog?.setAttribute('closedby', 'any');
    dialog?.showModal();
  });
  return (
    <dialog
      ref={dialog}
      class={props.kind}
      classList={{ wide: props.wide ?? false }}
      aria-labelledby={id}
      onCancel={(event) => {
        // A list of choices inside may close itself with the same key.
        if (event.target === dialog && props.onEscape?.()) event.preventDefault();
      }}
      onClose={(event) => {
        // A dialog inside of this one tells of its own end.
        if (event.target === dialog) props.onClose();
      }}
    >
      <Show when={props.kind} fallback={<h2 id={id}>{props.title}</h2>}>
        <header class="dialog-head">
          {props.icon}
          <div>
            {/* Not the first link: whoever opens it wants to read it. */}
            <h2 id={id} tabindex="-1" autofocus={props.kind === 'sheet'}>
              {props.title}
            </h2>
            {props.note}
          </div>
          <button
            type="button"
            class="icon-button"
            aria-label={m.shell_close()}
            onClick={() => !props.onEscape?.() && dialog?.close()}
          >
            <Icon name="x" />
          </button>
        </header>
      </Show>
      {props.children}
    </dialog>
  );
};
