const AFTER_MS = 1_000;

/** Does something once the page is loaded and has drawn what it came with. What fails is done with the next page. */
export const soonAfterLoad = (run: () => Promise<unknown>): void => {
  const later = () => setTimeout(() => void run().catch(() => {}), AFTER_MS);
  if (document.readyState === 'complete') later();
  else window.addEventListener('load', later, { once: true });
};
