// Runs before the first paint, so it is small and stands alone.
// Dark or light; state/theme.ts knows the same key and attribute.
try {
  const wish = localStorage.getItem('amud.theme');
  const light = wish === 'light' || (wish !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset.theme = light ? 'light' : 'dark';
} catch {
  document.documentElement.dataset.theme = 'dark';
}

// The part with the charts, beside the rest instead of after it. The build writes its name in.
if (/^\/nodes\/./.test(location.pathname)) {
  const part = document.createElement('link');
  part.rel = 'modulepreload';
  part.href = '/NODE_PART';
  document.head.append(part);
}
