/** Kinds that fewer boards have: small, so they come together. */
export { CountdownWidget } from './countdown.tsx';
export { FrameWidget } from './frame.tsx';
export { ImageWidget } from './image.tsx';
export { LinksWidget } from './links.tsx';
