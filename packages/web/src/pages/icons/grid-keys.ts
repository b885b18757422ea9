/** Moves the focus in a grid of buttons that wraps as wide as it is: arrows, Home, End. @returns whether it moved. */
export const moveInGrid = (event: KeyboardEvent, grid: HTMLElement): boolean => {
  const cells = [...grid.querySelectorAll<HTMLElement>('button')];
  const here = cells.indexOf(document.activeElement as HTMLElement);
  if (here < 0) return false;
  const top = cells[0]?.offsetTop;
  const wrap = cells.findIndex((cell) => cell.offsetTop !== top);
  const columns = wrap < 0 ? cells.length : wrap;
  const forward = getComputedStyle(grid).direction === 'rtl' ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: forward,
    ArrowLeft: -forward,
    ArrowDown: columns,
    ArrowUp: -columns,
    Home: -here,
    End: cells.length - 1 - here,
  };
  const step = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
  const next = step === undefined ? undefined : cells[here + step];
  if (!next) return false;
  event.preventDefault();
  next.focus();
  return true;
};
