import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';

type MenuProps = {
  /** What the button says; with `hint` also to who only sees an icon. */
  label: JSX.Element;
  hint?: string;
  class?: string;
  /** The side of the button that it is in line with. */
  align?: 'start' | 'end';
  disabled?: boolean;
  /** Drawn when it opens. */
  children: JSX.Element;
  onOpen?: () => void;
};

/** A button that opens a list of links and buttons: below it, above it where there is no room, a sheet on a phone. */
export const Menu = (props: MenuProps) => {
  const id = createUniqueId();
  const [open, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  let panel: HTMLDivElement | undefined;

  const toggle = (event: ToggleEvent) => {
    const opens = event.newState === 'open';
    setOpen(opens);
    if (!opens || !button || !panel) return;
    props.onOpen?.();
    place(button.getBoundingClientRect(), panel, props.align ?? 'start');
  };
  const opened = (event: ToggleEvent) => {
    if (event.newState !== 'open' || !panel) return;
    (panel.querySelector<HTMLElement>('[aria-current], [autofocus]') ?? itemsOf(panel)[0])?.focus({
      preventScroll: true,
    });
  };

  return (
    <>
      <button
        type="button"
        class={props.class ?? 'button'}
        ref={button}
        popovertarget={id}
        aria-label={props.hint}
        title={props.hint}
        aria-expanded={open()}
        disabled={props.disabled}
      >
        {props.label}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what is clicked are the buttons in it */}
      <div
        id={id}
        class="menu"
        popover="auto"
        ref={panel}
        onBeforeToggle={toggle}
        onToggle={opened}
        onKeyDown={walk}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a, button:not([data-stay])'))
            panel?.hidePopover();
        }}
      >
        <Show when={open()}>{props.children}</Show>
      </div>
    </>
  );
};

export const place = (anchor: DOMRect, panel: HTMLElement, align: 'start' | 'end'): void => {
  const { left, right, top, bottom } = anchor;
  const isRightToLeft = document.documentElement.dir === 'rtl';
  const wide = document.documentElement.clientWidth;
  const isFromLeft = (align === 'start') !== isRightToLeft;
  const isAbove = bottom > innerHeight * 0.6;
  panel.style.setProperty('--left', isFromLeft ? `${left}px` : 'auto');
  panel.style.setProperty('--right', isFromLeft ? 'auto' : `${wide - right}px`);
  panel.style.setProperty('--top', isAbove ? 'auto' : `${bottom + 4}px`);
  panel.style.setProperty('--bottom', isAbove ? `${innerHeight - top + 4}px` : 'auto');
  panel.style.setProperty('--room', `${(isAbove ? top : innerHeight - bottom) - 16}px`);
};

export const itemsOf = (panel: HTMLElement): HTMLElement[] => [
  ...panel.querySelectorAll<HTMLElement>('a, button:not(:disabled), input, select'),
];

/** What the arrow keys change themselves. */
const isChanged = (target: EventTarget | null): boolean =>
  target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== 'radio');

/** The arrow keys, from one to the next. */
export const walk = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by === undefined || isChanged(event.target)) return;
  event.preventDefault();
  const items = itemsOf(event.currentTarget);
  const here = items.indexOf(document.activeElement as HTMLElement);
  items[(here + by + items.length) % items.length]?.focus();
};
