import type { Page } from '@playwright/test';
import { expect, expectFineAtEverySize, signIn, test } from './desk';

async function ontoScreen(page: Page): Promise<void> {
  await signIn(page, 'manager.ph', '/dashboard');
  await page.getByRole('link', { name: 'On a screen' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Desk' })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByText(/^(Live, as|As) of \d/)).toBeVisible();
  await expect(page.getByText('Unassigned')).toBeVisible();
}

test('dashboards on a screen stand without anything around them @every-size', async ({ page }) => {
  await ontoScreen(page);
  await expectFineAtEverySize(page);
});

test('dashboards on a screen take turns and say when the network is gone', async ({ page, context }) => {
  test.setTimeout(180_000);
  await ontoScreen(page);
  // Somebody is there: the controls come back.
  await page.keyboard.press('Shift');
  await page.getByRole('toolbar', { name: 'Controls' }).getByText('Changes and assets').click();
  await page.keyboard.press('Shift');
  await page.getByLabel('How long each stands').selectOption('15');
  await expect(page).toHaveURL(/pages=manager%2Cchanges&every=/);
  await expect(page.getByRole('heading', { level: 1, name: 'Changes and assets' })).toBeVisible({
    timeout: 25_000,
  });
  await context.setOffline(true);
  await expect(page.getByRole('alert')).toContainText('No connection to the service desk', {
    timeout: 45_000,
  });
  await expect(page.getByText('Carried out')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 60_000 });
});
