// Runs before the first paint, so it is small and stands alone.
// The parts with the charts, beside the rest instead of after it. The build writes their names in.
if (/^\/nodes\/./.test(location.pathname)) {
  for (const name of 'NODE_PARTS'.split(' ')) {
    const part = document.createElement('link');
    part.rel = 'modulepreload';
    part.href = `/${name}`;
    document.head.append(part);
  }
}
