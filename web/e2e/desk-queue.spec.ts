import {
  expect,
  expectAccessible,
  expectFineAtEverySize,
  freshTitle,
  pressUntilFocused,
  signIn,
  test,
} from './desk';
import { raise } from './desk-steps';

test('the queue in light and dark @every-size', async ({ page }) => {
  await signIn(page, 'manager.ph', '/queue?view=all');
  await expect(page.getByText(/TKT-\d{4}-\d{6}/).first()).toBeVisible();
  await expectFineAtEverySize(page);
});

test('views and filters live in the address', async ({ page }) => {
  await signIn(page, 'manager.ph', '/queue');
  await page.getByRole('link', { name: /^Pending/ }).click();
  await expect(page).toHaveURL(/view=pending/);
  await page.getByRole('button', { name: 'Priority', exact: true }).click();
  await page.getByRole('checkbox', { name: /^P3/ }).click();
  await expect(page).toHaveURL(/priority=P3/);
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('button', { name: /^Priority: P3/ })).toBeVisible();
  await page.getByRole('button', { name: 'Clear filters' }).first().click();
  await expect(page).not.toHaveURL(/priority/);
  await expect(page).toHaveURL(/view=pending/);
});

test('the keyboard alone moves, selects, opens and comes back', async ({ page }) => {
  await signIn(page, 'manager.ph', '/queue?view=all');
  const rows = page.locator('[data-row]');
  await expect(rows.first()).toBeVisible();
  await pressUntilFocused(page, 'j', rows.first());
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('region', { name: 'Selected tickets' })).toContainText('1 selected');
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: 'Change the status' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await rows.nth(1).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/queue\/TKT-/);
  await expect(page.getByRole('button', { name: 'More actions' })).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(page).toHaveURL(/\/queue\?view=all/);
});

test('a bulk change tells what became of each ticket', async ({ page }) => {
  const tag = `bulk-${Date.now() % 100_000}`;
  await signIn(page, 'manager.ph', '/queue?view=all&status=in_progress');
  await expect(page.locator('[data-row]').first()).toBeVisible();
  await page
    .getByRole('checkbox', { name: /^Select TKT/ })
    .first()
    .check();
  await page
    .getByRole('checkbox', { name: /^Select TKT/ })
    .nth(1)
    .check();
  await page.getByRole('region', { name: 'Selected tickets' }).getByRole('button', { name: 'Tags' }).click();
  await page.getByRole('combobox', { name: 'Add' }).fill(tag);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Save tags' }).click();
  await expect(page.getByText('2 tickets changed')).toBeVisible();
  await page.goto(`/queue?view=all&tag=${tag}`);
  await expect(page.locator('[data-row]')).toHaveCount(2);
});

test('a new ticket waits behind a pill and does not move the rows', async ({ page, browser, baseURL }) => {
  await signIn(page, 'manager.ph', '/queue?view=all');
  await expect(page.getByRole('status', { name: 'Connection: Live' })).toBeVisible();
  const first = page.locator('[data-row="0"]');
  await expect(first).toBeVisible();
  const before = await first.textContent();
  const title = freshTitle('Scanner does not wake up');
  const other = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  await raise(await other.newPage(), 'user.ph', title);
  const pill = page.getByRole('button', { name: /^\d+ new/ });
  await expect(pill).toBeVisible();
  expect(await first.textContent()).toBe(before);
  await pill.click();
  await expect(pill).toBeHidden();
  await page.goto(`/queue?view=all&q=${encodeURIComponent(title)}`);
  await expect(page.getByText(title)).toBeVisible();
  await other.close();
});
