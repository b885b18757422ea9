import type { FirstData } from '@amud/protocol/http.ts';

/** What the page carries. Written by the server that wrote the page, so it is not checked again. */
export const readFirst = (document: Document): FirstData => {
  const text = document.getElementById('first')?.textContent;
  if (text) return JSON.parse(text) as FirstData;
  const settings = { own: {}, shared: {} };
  return { version: '', build: '', icons: '', now: Date.now(), user: null, notices: [], settings };
};
