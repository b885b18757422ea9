import { valuesOf } from '@amud/protocol/forms.ts';
import { type WidgetKind, widgetKinds, widgets } from '@amud/protocol/widgets.ts';
import { For } from 'solid-js';
import { m } from '../../messages.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { samples } from './samples/settings.ts';
import { kindTexts } from './texts.ts';
import { isDrawn, WidgetView } from './widget.tsx';

/** Every kind of widget, drawn small as it would stand on a board. */
export const WidgetChooser = (props: { onChoose: (kind: WidgetKind) => void; onClose: () => void }) => {
  let list: HTMLUListElement | undefined;
  const choose = (kind: WidgetKind) => {
    list?.closest('dialog')?.close();
    props.onChoose(kind);
  };
  return (
    <Dialog wide title={m.widgets_chooser_title()} onClose={props.onClose}>
      <ul ref={list} class="widget-gallery">
        <For each={widgetKinds.filter(isDrawn)}>{(kind) => <Choice kind={kind} onChoose={choose} />}</For>
      </ul>
    </Dialog>
  );
};

const Choice = (props: { kind: WidgetKind; onChoose: (kind: WidgetKind) => void }) => {
  const { w, h } = widgets[props.kind].size;
  return (
    <li>
      <div class="widget-miniature" inert aria-hidden="true">
        <div class="widget-stage" style={{ '--w': w, '--h': h }}>
          <WidgetView
            kind={props.kind}
            settings={{ ...valuesOf(widgets[props.kind].fields), ...samples[props.kind] }}
            source={{ from: 'sample' }}
          />
        </div>
      </div>
      <button type="button" class="widget-choice" onClick={() => props.onChoose(props.kind)}>
        <strong>{kindTexts[props.kind].name()}</strong>
        <span class="dim small">{kindTexts[props.kind].about()}</span>
      </button>
    </li>
  );
};
