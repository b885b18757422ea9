import type { CardApp } from '@amud/protocol/apps.ts';
import type { Item, Section } from '@amud/protocol/boards.ts';
import type { Component } from 'solid-js';
import type { Box } from '../../state/layout.ts';
import type { Fit } from './fit.ts';

/**
 * What edit mode adds to a board that is drawn. The board knows no more of it than this, so that who only looks does not
 * fetch it; what is drawn stays the same, so that nothing starts anew when it begins or ends.
 */
export type Editing = {
  /** The bar above the board. */
  Bar: Component;
  SectionHead: Component<{ section: Section }>;
  /** On a card: what it is made larger by, and what opens its menu. */
  Grip: Component<{ item: Item }>;
  /** In a section without cards. */
  EmptySection: Component<{ section: Section }>;
  /** Under the last section. */
  Foot: Component;
  /** How the board is laid out while edited: as on a phone, say. */
  fit(fit: Fit): Fit;
  /** Where things stand during a drag; undefined: as the board says. */
  draftOf(sectionId: string): readonly Box[] | undefined;
  isSelected(itemId: string): boolean;
  /** It is being carried: its place shows where it would land. */
  isHeld(itemId: string): boolean;
  /** What a card is called, and where it stands: what is on it rests meanwhile. */
  labelOf(item: Item, box: Box | undefined): string;
  /** An app whose card was just put here, until the board brings it. */
  appOf(appId: string): CardApp | undefined;
  /** A card has another place now: it may glide there. */
  moved(card: HTMLElement, from: Box, to: Box): void;
  /** Takes over the events of the board; answers the end. */
  attach(board: HTMLElement): () => void;
};
