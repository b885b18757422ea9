import { type Component, createSignal, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { withLaterLook } from '../look/later.ts';
import { m } from '../messages.ts';
import { useApp } from '../state/app.ts';

/** A part of the page that is fetched when it is first wanted. `load` fetches it before. */
export const later = <P extends object>(fetch: () => Promise<Component<P>>) => {
  const [found, setFound] = createSignal<Component<P>>();
  const load = async (): Promise<void> => {
    if (found()) return;
    const part = await withLaterLook(fetch)();
    setFound(() => part);
  };
  const Part = (props: P & { onLost?: () => void }) => {
    const { toasts } = useApp();
    load().catch(() => {
      toasts.say(m.shell_part_lost());
      props.onLost?.();
    });
    return <Show when={found()}>{(part) => <Dynamic component={part()} {...props} />}</Show>;
  };
  return { Part, load };
};
