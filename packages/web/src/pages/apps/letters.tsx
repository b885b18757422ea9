/** The first letters of a name, for an app that has no icon. */
export const Letters = (props: { name: string }) => (
  <span class="app-letters" aria-hidden="true">
    {initials(props.name)}
  </span>
);

const initials = (name: string): string =>
  name
    .split(/[\s._-]+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
