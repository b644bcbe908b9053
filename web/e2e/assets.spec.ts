import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectReadableInTheDark,
  signIn,
  test,
} from './desk';

/** Tags that no other run has used. */
const freshTags = () => {
  const number = Math.floor(Math.random() * 900_000) + 100_000;
  return [`ZZ-${number}`, `ZZ-${number + 1}`] as const;
};

test('a file of assets is checked, brought in and taken back @phone', async ({ page }) => {
  const [first, second] = freshTags();
  const file = [
    'Asset tag,Type,Label,Warranty end',
    `${first},Laptop,Travel laptop ${first},31/12/2028`,
    `${second},Spaceship,Rocket,31/12/2028`,
  ].join('\n');
  await signIn(page, 'manager.ph', '/assets');
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Imports of assets' })).toBeVisible();
  await expectAccessible(page);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'travel.csv', mimeType: 'text/csv', buffer: Buffer.from(file) });

  await expect(page.getByRole('heading', { level: 1, name: 'travel.csv' })).toBeVisible();
  await expect(page.getByLabel('What “Asset tag” means')).toHaveValue('tag');
  await expect(page.getByLabel('What “Warranty end” means')).toHaveValue('warranty_until');
  // What was guessed wrong is put right.
  await page.getByLabel('What “Label” means').selectOption('name');
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('button', { name: 'Check every row' }).click();

  await expect(page.getByText('nothing is changed yet')).toBeVisible();
  await expect(page.getByText('there is no type “Spaceship”')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Refused rows' }).click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  expect((await download).suggestedFilename()).toBe('refused.csv');

  await page.getByRole('button', { name: 'Bring 1 row in' }).click();
  await expect(page.getByText('It can be taken back.')).toBeVisible();
  await page.getByRole('button', { name: /^New/ }).click();
  await page.getByRole('link', { name: first }).click();
  await expect(page.getByRole('heading', { level: 1, name: `Travel laptop ${first}` })).toBeVisible();
  await page.goBack();

  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('the assets are as they were before')).toBeVisible();
  await page.goto(`/assets?q=${first}`);
  await expect(page.getByText('No assets here')).toBeVisible();
});

test('the history of imports reads in the dark @phone', async ({ page }) => {
  await signIn(page, 'manager.ph', '/assets/imports');
  await expect(page.getByRole('list', { name: 'Imports' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectReadableInTheDark(page);
});

test('agents look, managers import', async ({ page }) => {
  await signIn(page, 'agent.ph', '/assets');
  await expect(page.getByRole('link', { name: 'Types', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Import', exact: true })).toHaveCount(0);
});

test('chosen assets get labels to print, and one has its own @phone', async ({ page }) => {
  await signIn(page, 'manager.ph', '/assets?q=poweredge');
  const choices = page.getByRole('checkbox', { name: /^Choose [A-Z]/ });
  await choices.first().check();
  await choices.nth(1).check();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Labels of 2 assets' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Labels' })).toBeVisible();
  await expect(page.getByRole('article', { name: /^Label of/ })).toHaveCount(2);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  // On paper there is the sheet and nothing else.
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print 2 labels' })).toBeHidden();
  await expect(page.getByRole('article', { name: /^Label of/ }).first()).toBeVisible();
  await page.emulateMedia({ media: 'screen' });
  await page.goto('/assets/SV-0001');
  await expect(page.getByRole('img', { name: 'QR code of SV-0001' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Print label' }).click();
  await expect(page.getByRole('article', { name: 'Label of SV-0001' })).toBeVisible();
});

test('health is told line by line, and the list sorts by it @phone', async ({ page }) => {
  await signIn(page, 'agent.ph', '/assets?q=lenovo');
  await page.getByLabel('Order').selectOption('health');
  await expect(page).toHaveURL(/sort=health/);
  const scores = page.getByRole('img', { name: /^Health \d+ of 100/ });
  await expect(scores.first()).toBeVisible();
  await expect
    .poll(async () => {
      const shown = (await scores.allInnerTexts()).map(Number);
      return (
        shown.length > 5 && shown.every((score, place) => place === 0 || score >= Number(shown[place - 1]))
      );
    })
    .toBe(true);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  const row = page.getByRole('row').filter({ has: scores.first() }).first();
  await row.getByRole('link').first().click();
  const health = page.getByRole('region', { name: 'Health' });
  await expect(health.getByText('Incidents of 90 days')).toBeVisible();
  await expect(health.getByRole('listitem')).toHaveCount(6);
  await expectAccessible(page);
  await expectReadableInTheDark(page);
});
