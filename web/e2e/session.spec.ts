import { expect, expectAccessible, signIn, signInByForm, test } from './desk';

test('sign-in leads back to the page that was asked for @phone', async ({ page }) => {
  await page.goto('/tickets?tab=done');
  await expect(page).toHaveURL(/\/login\?next=/);
  await expectAccessible(page);
  await signInByForm(page, 'user.ph', '/tickets?tab=done');
  await expect(page).toHaveURL(/\/tickets\?tab=done$/);
});

test('wrong credentials are refused with one neutral sentence', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('Email').fill('nobody@madison88.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText(/Email and password do not match/)).toBeVisible();
});

test('a reload keeps the session, no token is left in storage', async ({ page }) => {
  await signIn(page, 'user.us', '/me');
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Profile and settings' })).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(stored).not.toMatch(/eyJ|Bearer/);
});

test('signing out closes the door', async ({ page }) => {
  await signIn(page, 'user.us', '/tickets');
  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login/);
  await page.goto('/tickets');
  await expect(page).toHaveURL(/\/login/);
});

test('live updates stand, and polling takes over when they fall', async ({ page, context }) => {
  await signIn(page, 'user.ph');
  await expect(page.getByRole('status', { name: 'Connection: Live' })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByRole('status', { name: /Connection: (Delayed|Offline)/ })).toBeVisible({
    timeout: 60_000,
  });
  await context.setOffline(false);
  await expect(page.getByRole('status', { name: 'Connection: Live' })).toBeVisible({ timeout: 60_000 });
});

test('the theme follows the person', async ({ page }) => {
  await signIn(page, 'user.id', '/me');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.getByText('Like this computer').click();
});
