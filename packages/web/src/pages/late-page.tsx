import { type Component, createSignal, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { Failed } from './failed.tsx';

/** A page that is fetched when it is first shown, or before by `load`. Where it can't be had, it says so. */
export const latePage = <P extends object>(fetch: () => Promise<Component<P>>) => {
  const [found, setFound] = createSignal<Component<P>>();
  const load = async (): Promise<void> => {
    if (found()) return;
    const page = await fetch();
    setFound(() => page);
  };
  const Page = (props: P) => {
    const [failure, setFailure] = createSignal<unknown>();
    load().catch(setFailure);
    return (
      <>
        <Show when={failure()}>{(error) => <Failed error={error()} />}</Show>
        <Show when={found()}>{(page) => <Dynamic component={page()} {...props} />}</Show>
      </>
    );
  };
  return { Page, load };
};
