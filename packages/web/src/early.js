// Runs before the first paint, so it is small and stands alone.
// The part with the charts, beside the rest instead of after it. The build writes its name in.
if (/^\/nodes\/./.test(location.pathname)) {
  const part = document.createElement('link');
  part.rel = 'modulepreload';
  part.href = '/NODE_PART';
  document.head.append(part);
}
