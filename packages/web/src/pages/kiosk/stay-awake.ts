type WakeLock = { release(): Promise<void> };
type Awake = { wakeLock?: { request(kind: 'screen'): Promise<WakeLock> } };

/** Asks the device to leave its screen on, where it can: browsers allow it over HTTPS only. @returns how to let it go. */
export const keepAwake = (document: Document, navigator: Awake): (() => void) => {
  let lock: WakeLock | undefined;
  let isWanted = true;
  const ask = async () => {
    if (document.hidden) return;
    lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    if (!isWanted) await lock?.release();
  };
  // It is lost whenever the page goes out of sight.
  const again = () => void ask();
  document.addEventListener('visibilitychange', again);
  again();
  return () => {
    isWanted = false;
    document.removeEventListener('visibilitychange', again);
    void lock?.release();
  };
};
