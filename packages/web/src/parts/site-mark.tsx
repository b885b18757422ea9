import { Show } from 'solid-js';
import { chosen } from '../state/chosen.ts';
import { Mark } from './icon.tsx';

/** The logo of this installation, or the mark of AMUD. */
export const SiteMark = () => (
  <Show when={chosen('logo')} fallback={<Mark />}>
    {(logo) => <img class="mark site-logo" src={logo()} alt="" />}
  </Show>
);
