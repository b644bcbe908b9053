// Runs before first paint, as a file of its own because the content policy allows no inline script.
(() => {
  var saved = null;
  try {
    saved = localStorage.getItem('itsm-theme');
  } catch (_) {
    // Storage can be switched off; the system's choice is used then.
  }
  var dark = saved === 'dark' || (saved !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
  var bar = document.querySelector('meta[name="theme-color"]');
  if (bar) bar.setAttribute('content', dark ? '#16181d' : '#ffffff');
})();
