import { createMemo, For, type JSX, Show } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { m } from '../messages.ts';
import { Icon } from './icon.tsx';
import { type Align, type Block, type Inline, parseMarkdown } from './markdown-tree.ts';

/** Markdown, drawn from its tree. Its titles are below those of the page. */
export const Markdown = (props: { text: string }) => {
  const blocks = createMemo(() => parseMarkdown(props.text));
  return (
    <div class="prose">
      <Blocks of={blocks()} />
    </div>
  );
};

const Blocks = (props: { of: readonly Block[] }) => <For each={props.of}>{(block) => <OneBlock block={block} />}</For>;

type Is<B, K> = Extract<B, { is: K }>;

/** Each kind of block; what kind it is never changes, since every text makes a tree of its own. */
const OneBlock = ({ block }: { block: Block }): JSX.Element => {
  switch (block.is) {
    case 'heading':
      return (
        <Dynamic component={`h${Math.min(6, block.level + 2)}`} data-level={block.level}>
          <Inlines of={block.of} />
        </Dynamic>
      );
    case 'paragraph':
      return (
        <p>
          <Inlines of={block.of} />
        </p>
      );
    case 'line':
      return <Inlines of={block.of} />;
    case 'code':
      return (
        // What is wider than the note is scrolled to, also by keyboard.
        <pre tabindex="0">
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks of={block.of} />
        </blockquote>
      );
    case 'list':
      return <List block={block} />;
    case 'table':
      return <Table block={block} />;
    case 'rule':
      return <hr />;
  }
};

const List = (props: { block: Is<Block, 'list'> }) => {
  const items = (
    <For each={props.block.items}>
      {(item) => (
        <li classList={{ task: item.task !== null }}>
          <Show when={item.task !== null}>
            <span class="task-mark" classList={{ done: item.task === true }}>
              <Icon name={item.task ? 'square-check' : 'square'} />
              <span class="unseen">{item.task ? m.widgets_note_done() : m.widgets_note_open()}</span>
            </span>
          </Show>
          <div>
            <Blocks of={item.of} />
          </div>
        </li>
      )}
    </For>
  );
  return (
    <Show when={props.block.ordered} fallback={<ul>{items}</ul>}>
      <ol start={props.block.start}>{items}</ol>
    </Show>
  );
};

const Table = (props: { block: Is<Block, 'table'> }) => {
  const align = (place: number): Align => props.block.align[place] ?? 'start';
  return (
    <div class="prose-table">
      <table>
        <thead>
          <tr>
            <For each={props.block.header}>
              {(cell, place) => (
                <th scope="col" data-align={align(place())}>
                  <Inlines of={cell} />
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={props.block.rows}>
            {(row) => (
              <tr>
                <For each={row}>
                  {(cell, place) => (
                    <td data-align={align(place())}>
                      <Inlines of={cell} />
                    </td>
                  )}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  );
};

const Inlines = (props: { of: readonly Inline[] }) => <For each={props.of}>{(one) => <OneInline inline={one} />}</For>;

const OneInline = ({ inline }: { inline: Inline }): JSX.Element => {
  switch (inline.is) {
    case 'text':
      return inline.text;
    case 'code':
      return <code>{inline.text}</code>;
    case 'break':
      return <br />;
    case 'image':
      return <img src={inline.src} alt={inline.alt} loading="lazy" />;
    case 'link':
      return (
        <a href={inline.href} {...(inline.href.startsWith('/') ? {} : { target: '_blank', rel: 'noreferrer' })}>
          <Inlines of={inline.of} />
        </a>
      );
    default:
      return (
        <Dynamic component={inline.is}>
          <Inlines of={inline.of} />
        </Dynamic>
      );
  }
};
