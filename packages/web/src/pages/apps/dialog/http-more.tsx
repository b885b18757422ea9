import { m } from '../../../messages.ts';
import { Icon } from '../../../parts/icon.tsx';
import { type CheckFieldsProps, CheckLine } from './check-line.tsx';
import { emptyCheck } from './draft.ts';
import { ChoiceLine } from './field.tsx';
import { HeaderFields } from './header-fields.tsx';

const methods = ['GET', 'HEAD', 'POST'] as const;

const isUsed = ({ state: { draft } }: CheckFieldsProps): boolean => {
  const { url, method, headers, expectedStatus, keyword, jsonPath } = draft.check;
  const isUsual = method === emptyCheck.method && expectedStatus === emptyCheck.expectedStatus;
  return !isUsual || headers.length > 0 || url !== '' || keyword !== '' || jsonPath !== '';
};

/** What few need: open where it is used. */
export const HttpMore = (props: CheckFieldsProps) => {
  // As it was found: it does not fold itself away under who empties a field.
  const wasUsed = isUsed(props);
  return (
    <details class="more" open={wasUsed}>
      <summary>
        <Icon name="chevron-right" /> {m.apps_check_more()}
        <span class="dim small clip">{m.apps_check_more_what()}</span>
      </summary>
      <div class="form-part">
        <Question {...props} />
        <Answer {...props} />
        <HeaderFields {...props} />
      </div>
    </details>
  );
};

const Question = (props: CheckFieldsProps) => (
  <>
    <CheckLine
      {...props}
      name="url"
      kind="url"
      label={m.apps_check_url()}
      placeholder="https://"
      help={m.apps_check_url_help()}
    />
    <div class="field-pair">
      <CheckLine {...props} name="expectedStatus" kind="code" label={m.apps_expected()} help={m.apps_expected_help()} />
      <ChoiceLine
        label={m.apps_method()}
        path="check.method"
        wrongs={props.wrongs}
        value={props.state.draft.check.method}
        choices={methods.map((value) => ({ value, label: value }))}
        onChoose={(method) => props.state.setCheck({ method })}
      />
    </div>
  </>
);

const Answer = (props: CheckFieldsProps) => (
  <>
    <CheckLine {...props} name="keyword" label={m.apps_keyword()} help={m.apps_keyword_help()} />
    <div class="field-pair even">
      <CheckLine
        {...props}
        name="jsonPath"
        kind="code"
        label={m.apps_json_path()}
        placeholder="data.state"
        help={m.apps_json_path_help()}
      />
      <CheckLine {...props} name="jsonValue" kind="code" label={m.apps_json_value()} help={m.apps_json_value_help()} />
    </div>
  </>
);
