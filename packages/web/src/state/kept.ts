/** The board or node that was looked at longest ago is forgotten first. */
const MAX_KEPT = 8;

/** What was looked at lately: going back to it shows at once what it was. */
export const createKept = <State extends { close(): void }>(create: (id: string) => State) => {
  const kept = new Map<string, State>();
  const drop = (id: string) => {
    kept.get(id)?.close();
    kept.delete(id);
  };
  return {
    of: (id: string): State => {
      const state = kept.get(id) ?? create(id);
      kept.delete(id);
      kept.set(id, state);
      const [oldestId] = kept.keys();
      if (kept.size > MAX_KEPT && oldestId !== undefined) drop(oldestId);
      return state;
    },
    forget: (isKept: (id: string) => boolean = () => false) => {
      for (const id of [...kept.keys()]) if (!isKept(id)) drop(id);
    },
  };
};
