import { createMemo, For, type JSX } from 'solid-js';

const FIRST_MARK = 0xe000;

/** Holds the place of a part of a sentence, as a parameter of its text: `m.nodes_refusal({ name: part(0) })`. */
export const part = (index: number): string => String.fromCharCode(FIRST_MARK + index);

const placeOf = (piece: string): number => (piece.length === 1 ? piece.charCodeAt(0) - FIRST_MARK : -1);

/** A sentence of which some parts are more than text. Where they stand is said by the text, since languages differ in that. */
export const Sentence = (props: { text: string; parts: JSX.Element[] }) => {
  // Once: each look at the property would make its elements anew.
  const parts = props.parts;
  const pieces = createMemo(() => props.text.split(/([\ue000-\ue00f])/).filter((piece) => piece !== ''));
  return <For each={pieces()}>{(piece) => <>{parts[placeOf(piece)] ?? piece}</>}</For>;
};
