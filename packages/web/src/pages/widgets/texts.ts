import type { WidgetKind, widgets } from '@amud/protocol/widgets.ts';
import { m } from '../../messages.ts';
import type { FormTexts } from '../../parts/form.tsx';

type Texts = { [Kind in WidgetKind]: FormTexts<(typeof widgets)[Kind]['fields']> };

/** The words of every settings form. */
export const formTexts: Texts = {
  clock: {
    zone: { label: m.widgets_clock_zone },
    hours: {
      label: m.widgets_clock_hours,
      choices: { auto: m.widgets_clock_hours_auto, '24': m.widgets_clock_hours_24, '12': m.widgets_clock_hours_12 },
    },
    seconds: { label: m.widgets_clock_seconds },
    date: { label: m.widgets_clock_date },
    label: { label: m.widgets_clock_label, help: m.widgets_clock_label_help },
  },
  greeting: { name: { label: m.widgets_greeting_name, help: m.widgets_greeting_name_help } },
  weather: {
    place: { label: m.widgets_weather_place, help: m.widgets_weather_place_help },
    unit: {
      label: m.widgets_weather_unit,
      choices: {
        auto: m.widgets_weather_unit_auto,
        celsius: m.widgets_weather_unit_celsius,
        fahrenheit: m.widgets_weather_unit_fahrenheit,
      },
    },
    days: { label: m.widgets_weather_days, help: m.widgets_weather_days_help },
  },
  search: { placeholder: { label: m.widgets_search_placeholder, placeholder: m.widgets_search_hint } },
  note: { text: { label: m.widgets_note_text, help: m.widgets_note_text_help } },
  links: {
    title: { label: m.widgets_links_title },
    links: {
      label: m.widgets_links_links,
      add: m.widgets_links_add,
      of: { name: { label: m.widgets_links_links_name }, url: { label: m.widgets_links_links_url } },
    },
    target: {
      label: m.widgets_links_target,
      choices: { new: m.widgets_links_target_new, same: m.widgets_links_target_same },
    },
  },
  image: {
    picture: { label: m.widgets_image_picture },
    alt: { label: m.widgets_image_alt, help: m.widgets_image_alt_help },
    link: { label: m.widgets_image_link },
    fit: {
      label: m.widgets_image_fit,
      choices: { cover: m.widgets_image_fit_cover, contain: m.widgets_image_fit_contain },
    },
  },
  frame: {
    url: { label: m.widgets_frame_url },
    title: { label: m.widgets_frame_title },
    scripts: { label: m.widgets_frame_scripts, help: m.widgets_frame_scripts_help },
  },
  calendar: {
    sources: {
      label: m.widgets_calendar_sources,
      add: m.widgets_calendar_add,
      of: {
        name: { label: m.widgets_calendar_sources_name },
        url: { label: m.widgets_calendar_sources_url, help: m.widgets_calendar_sources_url_help },
        color: { label: m.widgets_calendar_sources_color },
      },
    },
    view: {
      label: m.widgets_calendar_view,
      choices: { agenda: m.widgets_calendar_view_agenda, month: m.widgets_calendar_view_month },
    },
    days: { label: m.widgets_calendar_days },
  },
  feeds: {
    feeds: { label: m.widgets_feeds_feeds },
    category: { label: m.widgets_feeds_category, help: m.widgets_feeds_category_help },
    entries: { label: m.widgets_feeds_entries },
    excerpts: { label: m.widgets_feeds_excerpts },
  },
  nodes: { nodes: { label: m.widgets_nodes_nodes } },
  chart: {
    node: { label: m.widgets_chart_node },
    chart: {
      label: m.widgets_chart_chart,
      choices: {
        cpu: m.widgets_chart_chart_cpu,
        memory: m.widgets_chart_chart_memory,
        network: m.widgets_chart_chart_network,
        disk: m.widgets_chart_chart_disk,
        temperature: m.widgets_chart_chart_temperature,
        load: m.widgets_chart_chart_load,
      },
    },
    minutes: {
      label: m.widgets_chart_minutes,
      choices: { '5': m.widgets_chart_minutes_5, '15': m.widgets_chart_minutes_15 },
    },
  },
  countdown: { title: { label: m.widgets_countdown_title }, until: { label: m.widgets_countdown_until } },
};

/** The name of each kind, and why one would want it. */
export const kindTexts: { [Kind in WidgetKind]: { name: () => string; about: () => string } } = {
  clock: { name: m.widgets_kind_clock, about: m.widgets_kind_clock_about },
  greeting: { name: m.widgets_kind_greeting, about: m.widgets_kind_greeting_about },
  weather: { name: m.widgets_kind_weather, about: m.widgets_kind_weather_about },
  search: { name: m.widgets_kind_search, about: m.widgets_kind_search_about },
  note: { name: m.widgets_kind_note, about: m.widgets_kind_note_about },
  links: { name: m.widgets_kind_links, about: m.widgets_kind_links_about },
  image: { name: m.widgets_kind_image, about: m.widgets_kind_image_about },
  frame: { name: m.widgets_kind_frame, about: m.widgets_kind_frame_about },
  calendar: { name: m.widgets_kind_calendar, about: m.widgets_kind_calendar_about },
  feeds: { name: m.widgets_kind_feeds, about: m.widgets_kind_feeds_about },
  nodes: { name: m.widgets_kind_nodes, about: m.widgets_kind_nodes_about },
  chart: { name: m.widgets_kind_chart, about: m.widgets_kind_chart_about },
  countdown: { name: m.widgets_kind_countdown, about: m.widgets_kind_countdown_about },
};
