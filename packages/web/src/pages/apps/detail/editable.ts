import { createSignal } from 'solid-js';
import type { Refusal } from '../../../state/admin.ts';
import { useApp } from '../../../state/app.ts';
import type { App, CheckTest } from '../../../state/apps.ts';

/** The app with its check, for who may change it; and the answer of a check that was asked for here. */
export const createEditable = (appId: string, mayEdit: boolean) => {
  const { apps } = useApp();
  const [known, setKnown] = createSignal<App>();
  const [tested, setTested] = createSignal<CheckTest>();
  const [busy, setBusy] = createSignal(false);
  if (mayEdit) void apps.get(appId).then((answer) => answer.ok && setKnown(answer.value.app));

  const run = async <T>(ask: () => Promise<{ ok: true; value: T } | { ok: false; fault: Refusal }>) => {
    setBusy(true);
    const answer = await ask();
    setBusy(false);
    return answer;
  };

  return {
    known,
    tested,
    busy,
    checkNow: async (): Promise<Refusal | undefined> => {
      const answer = await run(() => apps.checkNow(appId));
      if (answer.ok) setTested(answer.value.look ?? undefined);
      return answer.ok ? undefined : answer.fault;
    },
    /** Stops looking, or looks again. */
    pause: async (paused: boolean): Promise<Refusal | undefined> => {
      const app = known();
      if (!app?.check) return undefined;
      const { id, ...rest } = app;
      const answer = await run(() => apps.change(id, { ...rest, check: { ...app.check, paused } as App['check'] }));
      if (answer.ok) setKnown(answer.value.app);
      return answer.ok ? undefined : answer.fault;
    },
  };
};

export type Editable = ReturnType<typeof createEditable>;
