/// <reference lib="dom" />
import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does with a board that is arranged, and how it is afterwards. */
export const handOn = (page: Page, boardId: () => string) => {
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const card = (name: string, on = page): Locator => on.locator('.board [data-item]', { hasText: name });
  const section = (title: string): Locator =>
    page.locator('.board-section', {
      has: page.getByRole('heading', { name: title, exact: true, includeHidden: true }),
    });
  const said = () => page.getByTestId('edit-said');
  const isSaved = () => expect(page.getByTestId('edit-saved')).toHaveAttribute('data-state', 'saved');

  /** Where a card stands, as it is saved: `Media 4,0 2×1`. */
  const placeOf = async (name: string, screen: 'desktop' | 'phone' = 'desktop'): Promise<string> => {
    await isSaved();
    return page.evaluate(readPlace, { boardId: boardId(), name, screen });
  };
  /** Takes a card by its middle to the middle of something else; lets go unless told to hold. */
  const drag = async (from: Locator, to: Locator, { hold = false } = {}) => {
    const [start, end] = [await middleOf(from), await middleOf(to)];
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(start.x + 8, start.y + 4);
    await page.mouse.move(end.x, end.y, { steps: 6 });
    await expect(page.locator('.carried')).toBeVisible();
    if (!hold) await page.mouse.up();
  };
  return { press, card, section, said, isSaved, placeOf, drag };
};

const middleOf = async (of: Locator): Promise<{ x: number; y: number }> => {
  const box = await of.boundingBox();
  if (!box) throw new Error('It is not on the screen.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

type Asked = { boardId: string; name: string; screen: 'desktop' | 'phone' };

/** Runs in the page. */
const readPlace = async ({ boardId, name, screen }: Asked): Promise<string> => {
  const { board } = await (await fetch(`/api/boards/${boardId}`)).json();
  const apps = Object.values(board.apps as Record<string, { id: string; name: string }>);
  const app = apps.find((one) => one.name === name);
  for (const { title, items } of board.content.sections)
    for (const item of items) {
      if (!app || item.appId !== app.id) continue;
      const area = item[screen];
      return area ? `${title} ${area.x},${area.y} ${area.w}×${area.h}` : `${title} by itself`;
    }
  return 'nowhere';
};
