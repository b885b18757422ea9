import { createRoot } from 'solid-js';
import { describe, expect, it } from 'vitest';
import { openHttp } from '../link/http.ts';
import { createIcons } from './icons.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

const open = (answers: (string[] | 'fails')[]) => {
  const asked: string[] = [];
  const send = async (path: RequestInfo | URL) => {
    asked.push(String(path));
    const known = answers.shift() ?? [];
    if (known === 'fails') throw new TypeError('away');
    return Response.json(Object.fromEntries(known.map((name) => [name, { path: `M${name.length} 0` }])));
  };
  const http = openHttp({
    send,
    onSessionEnd: () => {},
    onConfirm: async () => false,
    words: async (english) => english,
  });
  return { icons: createIcons(http, 'v1'), asked };
};

describe('drawings of icons', () => {
  it('that are wanted together come with one request, in an order of their own, and each once', async () => {
    const { icons, asked } = open([['brand:a', 'brand:b']]);
    await createRoot(async (dispose) => {
      for (const name of ['brand:b', 'brand:a', 'general:nope', 'brand:b']) expect(icons.shape(name)).toBeUndefined();
      await settled();
      expect(asked).toEqual(['/icons/shapes?v=v1&of=brand:a,brand:b,general:nope']);
      expect(icons.shape('brand:a')).toEqual({ path: 'M7 0' });
      expect(icons.shape('general:nope')).toBeNull();
      await settled();
      expect(asked.length).toBe(1);
      dispose();
    });
  });

  it('that a page will draw are asked for at once, in one request', async () => {
    const { icons, asked } = open([['brand:a', 'general:b']]);
    await createRoot(async (dispose) => {
      icons.expect(['brand:a', 'upload:one', '', 'general:b', 'brand:a']);
      expect(asked).toEqual(['/icons/shapes?v=v1&of=brand:a,general:b']);
      await settled();
      expect(icons.shape('brand:a')).toEqual({ path: 'M7 0' });
      expect(icons.shape('general:b')).toEqual({ path: 'M9 0' });
      icons.expect(['brand:a']);
      await settled();
      expect(asked.length).toBe(1);
      dispose();
    });
  });

  it('come in several answers when there are very many, and again after a failure', async () => {
    const { icons, asked } = open(['fails', [], ['brand:x0']]);
    await createRoot(async (dispose) => {
      for (let index = 0; index < 160; index += 1) icons.shape(`brand:x${index}`);
      await settled();
      expect(asked.length).toBe(2);
      expect(icons.shape('brand:x0')).toBeUndefined();
      await settled();
      expect(icons.shape('brand:x0')).toEqual({ path: 'M8 0' });
      dispose();
    });
  });
});
