import { createUniqueId, type JSX, onMount } from 'solid-js';

type DialogProps = {
  title: string;
  wide?: boolean;
  /** Asked when Escape is pressed; `true` keeps it open. */
  onEscape?: () => boolean;
  onClose: () => void;
  children: JSX.Element;
};

/** A dialog that is open as long as it is drawn. Escape and a form of method "dialog" close it. */
export const Dialog = (props: DialogProps) => {
  const id = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog
      ref={dialog}
      classList={{ wide: props.wide ?? false }}
      aria-labelledby={id}
      onCancel={(event) => {
        // A list of choices inside may close itself with the same key.
        if (event.target === dialog && props.onEscape?.()) event.preventDefault();
      }}
      onClose={() => props.onClose()}
    >
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  );
};
