import { Show } from 'solid-js';
import { m } from '../../../messages.ts';
import { locale } from '../../../parts/locale.ts';
import { useApp } from '../../../state/app.ts';
import type { BodyProps } from '../body.ts';
import { type PartOfDay, partOfDay } from './part-of-day.ts';

const greetings: Record<PartOfDay, { anyone: () => string; one: (name: { name: string }) => string }> = {
  morning: { anyone: m.widgets_greeting_morning, one: m.widgets_greeting_morning_name },
  afternoon: { anyone: m.widgets_greeting_afternoon, one: m.widgets_greeting_afternoon_name },
  evening: { anyone: m.widgets_greeting_evening, one: m.widgets_greeting_evening_name },
  night: { anyone: m.widgets_greeting_night, one: m.widgets_greeting_night_name },
};

/** Good morning, by name. */
export const GreetingWidget = (props: BodyProps<'greeting'>) => {
  const { ticker, session } = useApp();
  const now = ticker.watch('minute');
  const name = () => props.settings.name || session.user()?.username || '';
  const words = () => {
    const { anyone, one } = greetings[partOfDay(new Date(now()).getHours())];
    return name() === '' ? anyone() : one({ name: name() });
  };
  const date = new Intl.DateTimeFormat(locale(), { weekday: 'long', day: 'numeric', month: 'long' });
  return (
    <div class="greeting">
      <p class="greeting-words clip">{words()}</p>
      <Show when={date.format(now())}>{(today) => <p class="greeting-date dim clip">{today()}</p>}</Show>
    </div>
  );
};
