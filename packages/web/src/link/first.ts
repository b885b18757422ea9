import type { FirstData } from '@amud/protocol/http.ts';

/** What the page carries. Written by the server that wrote the page, so it is not checked again. */
export const readFirst = (document: Document): FirstData => {
  const text = document.getElementById('first')?.textContent;
  if (text) return JSON.parse(text) as FirstData;
  const nobody = {
    user: null,
    notices: [],
    settings: { own: {}, shared: {} },
    boards: [],
    home: null,
    frameOrigins: [],
    snapshots: [],
    weather: {},
  };
  return { version: '', build: '', icons: '', now: Date.now(), ...nobody };
};
