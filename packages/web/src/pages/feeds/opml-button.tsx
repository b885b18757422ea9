import { limits } from '@amud/protocol/limits.ts';
import type { JSX } from 'solid-js';
import { m } from '../../messages.ts';
import { useApp } from '../../state/app.ts';

/** Takes the list of another reader from a file. */
export const OpmlButton = (props: { class: string; children: JSX.Element; onDone?: () => void }) => {
  const { feeds, toasts } = useApp();
  const take = async (file: File) => {
    if (file.size > limits.feed.opmlBytes) {
      toasts.say(m.feeds_opml_large());
      return;
    }
    const answer = await feeds.importOpml(await file.text());
    if (!answer.ok) {
      toasts.say(answer.fault.message);
      return;
    }
    const { added, known, refused } = answer.value;
    toasts.say(m.feeds_opml_done({ added, known, refused }));
    props.onDone?.();
  };
  const choose = () => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.opml,.xml,text/x-opml,text/xml,application/xml';
    input.onchange = () => {
      const [file] = input.files ?? [];
      if (file) void take(file);
    };
    input.click();
  };
  return (
    <button type="button" class={props.class} onClick={choose}>
      {props.children}
    </button>
  );
};
