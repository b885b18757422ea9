/** A part that is fetched late, with the style sheet that only such parts need. */
export const withLaterLook =
  <T>(fetch: () => Promise<T>): (() => Promise<T>) =>
  async () => {
    const [part] = await Promise.all([fetch(), loadLaterLook()]);
    return part;
  };

export const loadLaterLook = (): Promise<unknown> => import('./later.css');
