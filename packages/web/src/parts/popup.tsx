import { type JSX, onCleanup, onMount } from 'solid-js';
import { itemsOf, place, walk } from './menu.tsx';

type PopupProps = {
  label: string;
  /** What it stands beside. */
  anchor: DOMRect;
  onClose: () => void;
  children: JSX.Element;
};

/** A menu beside something that is no button; open as long as it is drawn. A sheet on a phone. */
export const Popup = (props: PopupProps) => {
  let panel: HTMLDivElement | undefined;
  onMount(() => {
    // After the press that opened it, which would close it again.
    const frame = requestAnimationFrame(() => {
      if (!panel?.isConnected) return;
      place(props.anchor, panel, 'start');
      panel.showPopover();
      itemsOf(panel)[0]?.focus({ preventScroll: true });
    });
    onCleanup(() => cancelAnimationFrame(frame));
  });
  return (
    <div
      class="menu popup"
      popover="auto"
      ref={panel}
      role="dialog"
      aria-label={props.label}
      onToggle={(event) => event.newState === 'closed' && props.onClose()}
      onKeyDown={walk}
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest('a, button:not([data-stay])')) panel?.hidePopover();
      }}
    >
      {props.children}
    </div>
  );
};
