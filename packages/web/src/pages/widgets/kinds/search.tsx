import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { useApp } from '../../../state/app.ts';
import type { BodyProps } from '../body.ts';

/** A field that is the door to the search palette: what is typed here goes on there. */
export const SearchWidget = (props: BodyProps<'search'>) => {
  const { palette } = useApp();
  const take = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    const { value } = event.currentTarget;
    event.currentTarget.value = '';
    palette.open(value);
  };
  return (
    <div class="search-widget">
      <div class="input">
        <Icon name="search" />
        <input
          type="search"
          autocomplete="off"
          spellcheck={false}
          aria-label={m.widgets_search_label()}
          placeholder={props.settings.placeholder || m.widgets_search_hint()}
          onInput={take}
          onClick={() => palette.open()}
          onKeyDown={(event) => {
            if (event.key === 'Enter') palette.open();
          }}
        />
        <span class="search-key" aria-hidden="true">
          /
        </span>
      </div>
    </div>
  );
};
