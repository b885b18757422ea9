import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { Segments } from '../../../parts/segments.tsx';
import { guesses } from './addresses.ts';
import type { DraftState, WrongsState } from './draft-state.ts';
import { TextLine } from './field.tsx';
import { createOthers } from './others.ts';
import { RunsOn } from './runs-on.tsx';
import { TagField } from './tag-field.tsx';

type AboutProps = { appId: string | null; state: DraftState; wrongs: WrongsState };

const isUsed = ({ state: { draft } }: AboutProps): boolean =>
  draft.description !== '' ||
  draft.tags.length > 0 ||
  draft.outsideUrl !== '' ||
  draft.node !== null ||
  draft.target !== 'new';

/** What an app can do without: open where it is used. */
export const AboutFields = (props: AboutProps) => {
  const { state } = props;
  const others = createOthers(props.appId);
  const wasUsed = isUsed(props);
  return (
    <details class="more" open={wasUsed}>
      <summary>
        <Icon name="chevron-right" /> {m.apps_about()}
        <span class="dim small clip">{m.apps_about_what()}</span>
      </summary>
      <div class="form-part">
        <TextLine
          label={m.apps_description()}
          path="description"
          wrongs={props.wrongs}
          value={state.draft.description}
          onInput={(description) => state.set({ description })}
        />
        <TagField
          tags={state.draft.tags}
          known={others.tags()}
          wrong={props.wrongs.at('tags')}
          onChange={(tags) => state.set({ tags })}
        />
        <TextLine
          label={m.apps_outside_url()}
          path="outsideUrl"
          kind="url"
          placeholder="https://"
          help={m.apps_outside_help()}
          wrongs={props.wrongs}
          value={state.draft.outsideUrl}
          onInput={(outsideUrl) => state.set({ outsideUrl })}
          onLeave={() => {
            const [guess] = guesses(state.draft.outsideUrl);
            if (guess !== undefined) state.set({ outsideUrl: guess });
          }}
        />
        <Opens state={state} />
        <RunsOn {...props} />
      </div>
    </details>
  );
};

const Opens = (props: { state: DraftState }) => (
  <div class="field">
    <span class="field-label">{m.apps_target_tab()}</span>
    <Segments
      label={m.apps_target_tab()}
      choices={[
        { value: 'new', label: m.apps_target_new() },
        { value: 'same', label: m.apps_target_same() },
      ]}
      value={props.state.draft.target}
      onChoose={(target) => props.state.set({ target })}
    />
  </div>
);
