import { m } from '../../../messages.ts';
import { type CheckFieldsProps, CheckLine } from './check-line.tsx';

/** How often, how long, and when it counts. */
export const CheckRhythm = (props: CheckFieldsProps) => (
  <div class="rhythm">
    <CheckLine {...props} name="intervalSeconds" kind="number" label={m.apps_interval()} unit={m.apps_unit_seconds()} />
    <CheckLine {...props} name="timeoutSeconds" kind="number" label={m.apps_timeout()} unit={m.apps_unit_seconds()} />
    <CheckLine
      {...props}
      name="retries"
      kind="number"
      label={m.apps_retries()}
      unit={m.apps_unit_times()}
      help={m.apps_retries_help()}
    />
    <CheckLine
      {...props}
      name="slowMs"
      kind="number"
      label={m.apps_slow()}
      unit={m.apps_unit_ms()}
      help={m.apps_slow_help()}
    />
  </div>
);
