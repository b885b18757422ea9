import type { Section } from '@amud/protocol/boards.ts';
import { For, Show } from 'solid-js';
import { m } from '../../messages.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Menu } from '../../parts/menu.tsx';
import { Segments } from '../../parts/segments.tsx';
import {
  moveSection,
  removeSection,
  type Seat,
  seatBeside,
  seatInside,
  seatOutside,
  setSection,
} from '../../state/arranging/section-changes.ts';
import { IconButton } from '../icons/icon-button.tsx';
import type { Adding } from './adding.tsx';
import type { Edit } from './edit.ts';
import { NameField } from './name-field.tsx';

type HeadProps = { edit: Edit; adding: Adding; section: Section };

/** The title, changed in place, and what can be done with the section. */
export const EditedHead = (props: HeadProps) => {
  const name = () => props.section.title || m.board_section_nameless();
  return (
    <div class="section-head edited">
      <h2 class="unseen" id={`head-${props.section.id}`}>
        {name()}
      </h2>
      <IconButton
        isBare
        class="slim section-icon"
        label={m.board_section_icon({ name: name() })}
        icon={props.section.icon}
        name={props.section.title}
        size={18}
        onChoose={(icon) => props.edit.act('icon', name(), setSection(props.section.id, { icon }))}
      />
      <NameField
        class="section-name"
        label={m.board_section_title()}
        placeholder={m.board_section_title_none()}
        value={props.section.title}
        onChange={(title) => props.edit.act('section-name', title || name(), setSection(props.section.id, { title }))}
      />
      <div class="section-tools">
        <AddHere {...props} name={name()} />
        <Menu
          align="end"
          class="icon-button slim"
          hint={m.board_section_menu({ name: name() })}
          label={<Icon name="ellipsis" />}
        >
          <SectionMenu {...props} name={name()} />
        </Menu>
      </div>
    </div>
  );
};

const AddHere = (props: HeadProps & { name: string }) => (
  <Menu align="end" class="icon-button slim" hint={m.board_add_here({ name: props.name })} label={<Icon name="plus" />}>
    <div class="menu-list">
      <button type="button" class="menu-item" onClick={() => props.adding.open('apps', props.section.id)}>
        <Icon name="app-window" /> {m.board_add_apps()}
      </button>
      <button type="button" class="menu-item" onClick={() => props.adding.open('widgets', props.section.id)}>
        <Icon name="layout-grid" /> {m.board_add_widget()}
      </button>
    </div>
  </Menu>
);

const SectionMenu = (props: HeadProps & { name: string }) => {
  const sections = () => props.edit.content().sections;
  const ways = (): { label: string; icon: IconName; seat: Seat | undefined }[] => [
    { label: m.board_section_up(), icon: 'arrow-up', seat: seatBeside(sections(), props.section, -1) },
    { label: m.board_section_down(), icon: 'arrow-down', seat: seatBeside(sections(), props.section, 1) },
    { label: m.board_section_nest(), icon: 'chevron-right', seat: seatInside(sections(), props.section) },
    { label: m.board_section_unnest(), icon: 'chevron-left', seat: seatOutside(sections(), props.section) },
  ];
  const take = (seat: Seat) => {
    props.edit.act('section-move', props.name, moveSection(props.section.id, seat));
    props.edit.say(m.board_section_moved({ name: props.name }));
  };
  return (
    <>
      <div class="menu-list menu-form">
        <span class="menu-label">{m.board_section_width()}</span>
        <Segments
          slim
          label={m.board_section_width()}
          choices={[
            { value: 'full', label: m.board_section_full() },
            { value: 'half', label: m.board_section_half() },
            { value: 'third', label: m.board_section_third() },
          ]}
          value={props.section.share}
          onChoose={(share) => props.edit.act('section-width', props.name, setSection(props.section.id, { share }))}
        />
        <label class="menu-switch">
          <span>{m.board_section_closed()}</span>
          <input
            type="checkbox"
            role="switch"
            class="switch"
            checked={props.section.collapsed}
            aria-checked={props.section.collapsed}
            onChange={(event) =>
              props.edit.act(
                'section-fold',
                props.name,
                setSection(props.section.id, { collapsed: event.currentTarget.checked }),
              )
            }
          />
        </label>
      </div>
      <div class="menu-list">
        <For each={ways()}>
          {(way) => (
            <Show when={way.seat}>
              {(seat) => (
                <button type="button" class="menu-item" onClick={() => take(seat())}>
                  <Icon name={way.icon} /> {way.label}
                </button>
              )}
            </Show>
          )}
        </For>
      </div>
      <div class="menu-list">
        <RemoveSection {...props} />
      </div>
    </>
  );
};

const RemoveSection = (props: HeadProps & { name: string }) => {
  const remove = () => {
    const { id } = props.section;
    const all = props.edit.content().sections.filter((one) => one.id === id || one.parent === id);
    const ids = all.flatMap((one) => [one.id, ...one.items.map((item) => item.id)]);
    props.edit.removeWithUndo('section-remove', props.name, ids, removeSection(id));
  };
  return (
    <button type="button" class="menu-item danger" onClick={remove}>
      <Icon name="trash" /> {m.board_section_remove()}
    </button>
  );
};
