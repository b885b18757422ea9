import { Match, Show, Switch } from 'solid-js';
import { m } from '../../../messages.ts';
import { latency } from '../../../parts/check-format.ts';
import { CheckMark } from '../../../parts/check-mark.tsx';
import { bareReason } from '../../../parts/check-reasons.ts';
import { Failure } from '../../../parts/failure.tsx';
import { text } from '../../../parts/format.ts';
import { HopChain } from '../../../parts/hop-chain.tsx';
import { chainOf, hopsOf } from '../../../parts/hops.ts';
import { CertificateShown } from './certificate.tsx';
import type { DraftState } from './draft-state.ts';
import type { Tested, Tester } from './tester.ts';

export const TestButton = (props: { tester: Tester; onTest?: () => void }) => (
  <button
    type="button"
    class="button"
    disabled={props.tester.busy()}
    onClick={() => {
      props.onTest?.();
      props.tester.run();
    }}
  >
    {props.tester.busy() ? m.apps_testing() : m.apps_test()}
  </button>
);

/** The answer of a test: whether it works, and if not, at which step it ended and why. */
export const TestResult = (props: { tester: Tester; state: DraftState }) => (
  <div role="status">
    <Failure fault={props.tester.fault()} onRetry={props.tester.run} />
    <Show when={props.tester.tested()} keyed>
      {(tested) => <Result tested={tested} tester={props.tester} state={props.state} />}
    </Show>
  </div>
);

const isFailure = ({ answer }: Tested): boolean => answer.state === 'down' || answer.state === 'blocked';

const Result = (props: { tested: Tested; tester: Tester; state: DraftState }) => {
  const answer = () => props.tested.answer;
  const chain = () =>
    chainOf(hopsOf(props.tested.check, props.tested.url), {
      hops: answer().hops,
      reason: answer().reason,
      isFailure: isFailure(props.tested),
    });
  return (
    <div class="test-result" data-state={answer().state}>
      <p class="test-words">
        <CheckMark state={answer().state} />
        <span>
          <Switch>
            <Match when={answer().reason}>{(reason) => bareReason(reason())}</Match>
            <Match when={answer().latencyMs}>{(ms) => m.apps_test_works({ time: text(latency(ms())) })}</Match>
            <Match when={true}>{m.apps_test_works_plain()}</Match>
          </Switch>
        </span>
      </p>
      <HopChain chain={chain()} />
      <Show when={answer().certificate}>
        {(certificate) => (
          <CertificateShown
            certificate={certificate()}
            reason={answer().reason}
            pin={props.state.draft.check.pin}
            onTrust={(pin) => {
              // A pin belongs to a check.
              props.state.set({ isWatched: true });
              props.state.setCheck({ pin });
              props.tester.run();
            }}
          />
        )}
      </Show>
    </div>
  );
};
