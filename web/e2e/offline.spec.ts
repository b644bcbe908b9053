import { expect, signIn, test } from './desk';

// Elsewhere the tests stand between page and server themselves.
test.use({ serviceWorkers: 'allow' });

test('without a network a page of our own says so, and nothing private was kept @phone', async ({
  page,
  context,
}) => {
  await signIn(page, 'user.us', '/new');
  await page.getByLabel('What is wrong?').fill('The gate scanner hums');
  await expect(page.getByText('Draft saved in this browser')).toBeVisible();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await context.setOffline(true);
  await page.goto('/tickets').catch(() => undefined);
  await expect(page.getByRole('heading', { name: 'You are offline' })).toBeVisible();
  await expect(page.getByText('What you wrote is kept in this browser')).toBeVisible();
  await expect(page.getByText('The gate scanner hums')).toHaveCount(0);
  const kept = await page.evaluate(async () => {
    const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(shelves.map((shelf) => shelf.keys()));
    return requests.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept.sort()).toEqual(['/favicon.svg', '/offline.css', '/offline.js']);
  await context.setOffline(false);
  // The page notices by itself and loads what was asked for; only then is the next page asked.
  await expect(page.getByRole('heading', { name: 'You are offline' })).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.goto('/new');
  await expect(page.getByLabel('What is wrong?')).toHaveValue('The gate scanner hums');
});

test('it can be installed: manifest, icons, and a start page of its own', async ({ page }) => {
  const manifest = await (await page.request.get('/manifest.webmanifest')).json();
  expect(manifest.icons.length).toBeGreaterThan(2);
  for (const { src } of manifest.icons) {
    const answer = await page.request.get(src);
    expect(answer.headers()['content-type']).toMatch(/^image\//);
  }
  await signIn(page, 'agent.us', manifest.start_url);
  await expect(page).toHaveURL(/\/queue/);
});
