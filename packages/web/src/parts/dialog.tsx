import { createUniqueId, type JSX, onMount } from 'solid-js';

/** A dialog that is open as long as it is drawn. Escape and a form of method "dialog" close it. */
export const Dialog = (props: { title: string; onClose: () => void; children: JSX.Element }) => {
  const id = createUniqueId();
  let dialog: HTMLDialogElement | undefined;
  onMount(() => dialog?.showModal());
  return (
    <dialog ref={dialog} aria-labelledby={id} onClose={() => props.onClose()}>
      <h2 id={id}>{props.title}</h2>
      {props.children}
    </dialog>
  );
};
