/** The address of a kiosk is all that it knows, so that a bookmark on the wall keeps it. */

export const kioskSeconds = { least: 5, most: 3_600, preset: 30 } as const;

const clamp = (seconds: number): number =>
  Number.isFinite(seconds) && seconds > 0
    ? Math.min(kioskSeconds.most, Math.max(kioskSeconds.least, Math.round(seconds)))
    : kioskSeconds.preset;

export const kioskAddress = (boardIds: readonly string[], seconds: number): string => {
  const boards = boardIds.length === 0 ? '' : `boards=${boardIds.join(',')}&`;
  return `/kiosk?${boards}seconds=${clamp(seconds)}`;
};

/** What an address asks for; no boards: the start page. Some of them may be for others. */
export const readKiosk = (parameter: (name: string) => string | null): { boards: string[]; seconds: number } => ({
  boards: [...new Set((parameter('boards') ?? '').split(',').filter((id) => /^[a-z0-9]{8,20}$/.test(id)))],
  seconds: clamp(Number(parameter('seconds') ?? Number.NaN)),
});
