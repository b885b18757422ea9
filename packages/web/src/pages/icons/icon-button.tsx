import { createSignal, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { AppIcon } from '../../parts/app-icon.tsx';
import { Icon } from '../../parts/icon.tsx';
import { later } from '../later.tsx';

const picker = later(async () => (await import('./icon-picker.tsx')).IconPicker);

type IconButtonProps = {
  class: string;
  label: string;
  icon: string;
  /** Of what gets the icon. */
  name: string;
  size: number;
  /** Without an icon there is none; else its letters are one. */
  isBare?: boolean;
  onChoose: (icon: string) => void;
};

/** The icon of a board or section, which opens a choice of icons. */
export const IconButton = (props: IconButtonProps) => {
  const [choosing, setChoosing] = createSignal(false);
  return (
    <>
      <button type="button" class={`icon-button ${props.class}`} title={props.label} onClick={() => setChoosing(true)}>
        <Show when={props.isBare && props.icon === ''} fallback={<AppIcon {...props} />}>
          <Icon name="image" />
        </Show>
        <span class="unseen">{props.label}</span>
      </button>
      <Show when={choosing()}>
        <picker.Part
          name={props.name}
          url=""
          value={props.icon}
          none={props.isBare ? m.icons_no_icon() : undefined}
          onChoose={(icon) => {
            props.onChoose(icon);
            setChoosing(false);
          }}
          onClose={() => setChoosing(false)}
          onLost={() => setChoosing(false)}
        />
      </Show>
    </>
  );
};
