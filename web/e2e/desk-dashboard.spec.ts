import { expect, expectFineAtEverySize, signIn, test } from './desk';

test('the dashboard in light and dark @every-size', async ({ page }) => {
  await signIn(page, 'manager.ph', '/dashboard');
  await expect(page.getByRole('link', { name: /^Open \d/ })).toBeVisible();
  await expect(page.getByRole('figure', { name: 'Workload of agents' })).toBeVisible();
  await expectFineAtEverySize(page);
});

test('a figure equals the list it leads to', async ({ page }) => {
  await signIn(page, 'manager.ph', '/dashboard?period=90');
  for (const name of ['Open', 'Unassigned', 'Overdue', 'Raised']) {
    const tile = page.getByRole('link', { name: new RegExp(`^${name} [\\d,]+$`) });
    const figure = Number((await tile.textContent())?.replace(/\D/g, ''));
    await tile.click();
    await expect(page).toHaveURL(/\/queue/);
    await expect(
      page.getByText(new RegExp(`^(about )?${figure.toLocaleString('en-US')} tickets$`)),
    ).toBeVisible();
    await page.goBack();
  }
});

test('every picture has its numbers, with links, and the slice stays in the address', async ({ page }) => {
  await signIn(page, 'manager.ph', '/dashboard');
  const figure = page.getByRole('figure', { name: 'By category' });
  await figure.getByRole('button', { name: 'Show table' }).click();
  await expect(figure.getByRole('row').nth(1).getByRole('link')).toBeVisible();
  await page.getByLabel('All locations').selectOption('Philippines');
  await expect(page).toHaveURL(/location=Philippines/);
  await page.reload();
  await expect(page.getByLabel('All locations')).toHaveValue('Philippines');
});

test('agents count what they see, requesters are kept out', async ({ page }) => {
  await signIn(page, 'user.ph', '/dashboard');
  await expect(page).toHaveURL(/\/forbidden/);
});
