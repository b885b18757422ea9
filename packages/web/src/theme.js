// Runs before the first paint, so it is small and stands alone. state/theme.ts knows the same key and attribute.
try {
  const wish = localStorage.getItem('amud.theme');
  const light = wish === 'light' || (wish !== 'dark' && matchMedia('(prefers-color-scheme: light)').matches);
  document.documentElement.dataset.theme = light ? 'light' : 'dark';
} catch {
  document.documentElement.dataset.theme = 'dark';
}
