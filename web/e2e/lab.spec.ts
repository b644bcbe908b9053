import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from './desk';

test('a rule is drafted, its effect seen, put into force, and rolled back', async ({ page }) => {
  test.setTimeout(240_000);
  const name = `Journey draft ${Date.now()}`;
  await signIn(page, 'admin', '/admin/lab');
  await page.getByRole('button', { name: 'New draft' }).click();
  const form = page.getByRole('dialog', { name: 'New draft' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Why').fill('Hardware of the Philippines goes to Network');
  await form.getByRole('button', { name: 'Begin draft' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(page.getByText('Nothing differs from what is in force.')).toBeVisible();

  await page.getByRole('link', { name: 'Edit draft' }).click();
  await expect(page.getByText('This is a draft')).toBeVisible();
  const rule = page.getByRole('listitem').filter({ hasText: 'IT Support PH' }).first();
  await rule.getByRole('button').first().click();
  const dialog = page.getByRole('dialog', { name: 'Routing rule' });
  await dialog.getByRole('combobox', { name: 'Team' }).click();
  await page.getByRole('option', { name: 'Network', exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(/is saved in the draft/)).toBeVisible();
  await page.getByRole('link', { name: 'Back to the draft' }).click();
  const differences = page.getByRole('region', { name: 'What it would change' });
  await expect(differences.getByRole('cell', { name: 'IT Support PH' })).toBeVisible();
  await expect(differences.getByRole('cell', { name: 'Network' })).toBeVisible();

  await page.getByLabel('Tickets raised in').selectOption('365');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Run over past tickets', level: 1 })).toBeVisible();
  const changed = page.getByRole('region', { name: 'Tickets that would change' });
  await expect(changed.getByRole('grid')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('figure', { name: 'Missed targets' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const first = changed.getByRole('row').nth(1);
  await expect(first).toContainText('Network');
  await first.click();
  await expect(page).toHaveURL(/\/desk\/tickets\/TKT-/);
  await page.goBack();

  await page.getByRole('link', { name: 'Draft', exact: true }).click();
  await page.getByRole('button', { name: 'Activate now' }).click();
  await expect(page.getByText(`${name} is in force.`)).toBeVisible();
  await expect(page.getByText('Activated')).toBeVisible();

  await page.goto('/admin/versions');
  await page.getByRole('row').nth(2).click();
  const version = page.getByRole('dialog', { name: 'Version' });
  await version.getByLabel('Why').fill('It was only a journey');
  await version.getByRole('button', { name: 'Roll back to this version' }).click();
  await expect(page.getByText(/is in force again/)).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('It was only a journey');
});
