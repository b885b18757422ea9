import type { FirstData } from '@amud/protocol/http.ts';
import type { Http } from '../link/http.ts';
import type { Link } from '../link/socket.ts';
import { readChosenFrom } from './chosen.ts';
import { createLook } from './look.ts';
import { createSettings } from './settings.ts';

type Parts = { first: FirstData; http: Http; link: Pick<Link, 'onMessage'>; browser: Window };

/** What was chosen, and what follows from it on this page: how it looks, and how numbers and times are written. */
export const createChoices = ({ first, http, link, browser }: Parts) => {
  const settings = createSettings({ first, http, link });
  readChosenFrom(settings.get);
  return { settings, look: createLook({ browser, settings }) };
};
