import { createMemo } from 'solid-js';
import { useApp } from '../state/app.ts';
import { lasted } from './check-format.ts';
import { exactTime } from './format.ts';
import { createVisible } from './visible.ts';

/** How long something has lasted. All of them follow one slow clock, and only while they can be seen. */
export const Age = (props: { since: number }) => {
  const { slowNow } = useApp();
  let element: HTMLTimeElement | undefined;
  const visible = createVisible(() => element);
  const words = createMemo<string>((old) => (visible() || old === '' ? lasted(props.since, slowNow()) : old), '');
  return (
    <time ref={element} class="age" title={exactTime(props.since)}>
      {words()}
    </time>
  );
};
