import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectReadableInTheDark,
  signIn,
  test,
} from './desk';

test('changes and assets: each figure leads to its list @sizes', async ({ page }) => {
  await signIn(page, 'manager.ph', '/dashboard?page=changes&period=365');
  const ended = page.getByRole('link', { name: /^Carried out [\d,]+$/ });
  await expect(ended).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await expectReadableInTheDark(page);
  const count = Number((await ended.textContent())?.replace(/\D/g, ''));
  expect(count).toBeGreaterThan(0);
  await ended.click();
  await expect(page).toHaveURL(/\/changes\?.*finished_from=/);
  await expect(page.getByRole('group', { name: 'Filters' })).toContainText('Ended since');
  await expect(page.getByRole('main').getByRole('link', { name: /CHG-\d{4}-\d+/ })).toHaveCount(count);
  await page.goBack();
  await page.getByRole('link', { name: /^Warranty ends [\d,]+$/ }).click();
  await expect(page).toHaveURL(/\/assets\?.*warranty=true/);
});

test('a dashboard is mailed by the clock, and now @sizes', async ({ page }) => {
  await signIn(page, 'manager.ph', '/dashboard?location=Philippines');
  await page.getByRole('button', { name: 'By mail' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reports by mail' });
  await expect(dialog.getByText('Monday figures of the desk')).toBeVisible();
  const name = `Ours ${Date.now()}`;
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('How often').selectOption('monthly');
  await dialog.getByLabel('On day').selectOption('31');
  await dialog.getByRole('button', { name: 'Schedule it' }).click();
  const card = dialog.getByRole('listitem').filter({ hasText: name });
  await expect(card).toContainText('Every month on day 31 at 08:00');
  await expectAccessible(page);
  await expectReadableInTheDark(page);
  await card.getByRole('button', { name: `Send ${name} now` }).click();
  await expect(page.getByText(`${name} is on its way to you.`)).toBeVisible();
  await card.getByRole('button', { name: `Pause ${name}` }).click();
  await expect(card).toContainText('Paused');
  await card.getByRole('button', { name: `Delete ${name}` }).click();
  await expect(card).toHaveCount(0);
});

test('administrators connect Power BI @sizes', async ({ page }) => {
  await signIn(page, 'admin', '/admin/reporting');
  await expect(page.getByRole('heading', { name: 'Power BI and data feed' })).toBeVisible();
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Connection file for Power BI' }).click();
  expect((await file).suggestedFilename()).toBe('madison88-itsm.pbids');
  await page.getByRole('button', { name: /^fact_ticket/ }).click();
  await expect(page.getByRole('table', { name: 'Columns of fact_ticket' })).toContainText(
    'resolution_seconds',
  );
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await expectReadableInTheDark(page);
  const rows = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download fact_ticket as CSV' }).click();
  expect((await rows).suggestedFilename()).toBe('fact_ticket.csv');
});
