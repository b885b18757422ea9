// Runs before the first paint, so it is small and stands alone.
// As wide as the rail was left (shell.tsx), for the frame that the server draws.
try {
  if (localStorage.getItem('amud.rail') === 'wide') document.documentElement.dataset.rail = 'wide';
} catch {
  // A browser that keeps nothing has a narrow one.
}
// The parts of a page that most do not need, beside the rest instead of after it. The build writes their names in.
const parts = /^\/nodes\/./.test(location.pathname)
  ? 'PARTS_OF_NODE'
  : location.pathname === '/nodes'
    ? 'PARTS_OF_NODES'
    : '';
for (const name of parts.split(' ').filter(Boolean)) {
  const part = document.createElement('link');
  part.rel = 'modulepreload';
  part.href = `/${name}`;
  document.head.append(part);
}
