import { createSignal, onCleanup } from 'solid-js';
import { useApp } from '../../../state/app.ts';
import { type BackupsOutput, createBackups, type Refusal } from '../../../state/backups.ts';

const BUSY_MS = 1_500;

export type ShownBackups = ReturnType<typeof createShownBackups>;

/** What there is, looked at again while something is being done about it. */
export const createShownBackups = () => {
  const { http, clock } = useApp();
  const backups = createBackups(http);
  const [shown, setShown] = createSignal<BackupsOutput>();
  const [fault, setFault] = createSignal<Refusal>();
  let latest = 0;
  let cancel = () => {};
  const reload = async (): Promise<void> => {
    cancel();
    latest += 1;
    const number = latest;
    const answer = await backups.look();
    // A later question may be answered first.
    if (number !== latest) return;
    setFault(answer.ok ? undefined : answer.fault);
    if (!answer.ok) return;
    setShown(answer.value);
    if (answer.value.busy !== null) cancel = clock.after(BUSY_MS, () => void reload());
  };
  onCleanup(() => {
    latest += 1;
    cancel();
  });
  void reload();
  return { backups, shown, fault, reload };
};
