import { type Accessor, createSignal, onCleanup, onMount, type Setter } from 'solid-js';

const setters = new WeakMap<Element, Setter<boolean>>();
let shared: IntersectionObserver | undefined;

/** One observer for all: a list of 500 has a thousand small lines. */
const observer = (): IntersectionObserver => {
  shared ??= new IntersectionObserver(
    (entries) => {
      for (const entry of entries) setters.get(entry.target)?.(entry.isIntersecting);
    },
    { rootMargin: '50%' },
  );
  return shared;
};

/** Whether it can be seen, or nearly. True until known, so that the first paint is whole. */
export const createVisible = (element: () => Element | undefined): Accessor<boolean> => {
  const [visible, setVisible] = createSignal(true);
  onMount(() => {
    const found = element();
    if (!found) return;
    setters.set(found, setVisible);
    observer().observe(found);
    onCleanup(() => observer().unobserve(found));
  });
  return visible;
};
