import { batch, createSignal, For } from 'solid-js';
import { render } from 'solid-js/web';

const cards = Array.from({ length: 200 }, (_, index) => {
  const [share, setShare] = createSignal(0);
  const [size, setSize] = createSignal(0);
  return { name: `Card ${index}`, share, setShare, size, setSize };
});

const Page = () => (
  <main>
    <For each={cards}>
      {(card) => (
        <article>
          <h2>{card.name}</h2>
          <p>{card.share().toFixed(1)} %</p>
          <p>{card.size().toFixed(1)} MB</p>
        </article>
      )}
    </For>
  </main>
);

render(Page, document.body);
setInterval(
  () =>
    batch(() => {
      for (const card of cards) {
        card.setShare(Math.random() * 100);
        card.setSize(Math.random() * 100);
      }
    }),
  1_000,
);
