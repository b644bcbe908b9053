import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectReadableInTheDark,
  signIn,
  test,
} from './desk';
import { raise } from './desk-steps';

test('an article is written, reviewed, found, judged, and spares a ticket', async ({ page }) => {
  test.setTimeout(240_000);
  const word = `zq${Date.now().toString(36)}`;
  const title = `Why does the ${word} lamp blink?`;
  await signIn(page, 'agent.ph', '/kb/new');
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('Category').selectOption('Hardware');
  await page.getByRole('button', { name: 'Begin' }).click();

  const text = page.getByRole('textbox', { name: 'Text, in Markdown' });
  await text.fill(
    '## Cause\n\nThe **toner** is low.\n\n> [!WARNING]\n> Do not shake it.\n\n## Solution\n\nNew toner.',
  );
  const preview = page.getByRole('region', { name: 'Preview' });
  await expect(preview.getByRole('note')).toContainText('Do not shake it.');
  await page.getByLabel('Who reads it').selectOption('All staff');
  await expect(page.getByText(/^Saved /)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Send to review' }).click();
  await expect(page.getByText('In review', { exact: true })).toBeVisible();

  await signIn(page, 'manager.ph', '/kb/manage');
  await expectAccessible(page);
  await page.getByRole('link', { name: new RegExp(word) }).click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByText('Published', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('region', { name: 'Text', exact: true })).toContainText('toner');
  // Without the toast: it is looked at where toasts are.
  await page.reload();
  await expect(page.getByRole('region', { name: 'Text', exact: true })).toContainText('toner');
  await expectAccessible(page);

  await signIn(page, 'user.ph', '/kb');
  await page.getByRole('searchbox').fill(`${word} lamp blinks`);
  await page.getByRole('link', { name: new RegExp(word) }).click();
  await expect(page.getByRole('heading', { name: title, level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByLabel('What is missing or wrong?').fill('Which toner?');
  await page.getByRole('button', { name: 'Send to the editors' }).click();
  await expect(page.getByText('Thank you; the editors see it.')).toBeVisible();
  await expectAccessible(page);

  await page.goto('/new');
  await page.getByLabel('What is wrong?').fill(`The ${word} lamp blinks`);
  await page.getByRole('region', { name: 'Might help' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'This solved it' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('readers find their way on every size @sizes', async ({ page }) => {
  await signIn(page, 'user.ph', '/kb');
  await expect(page.getByRole('navigation', { name: 'Categories' })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole('searchbox').fill('vpn drops');
  const hit = page.getByRole('link', { name: /Why does the VPN drop/ });
  await expect(hit).toBeVisible();
  await expectAccessible(page);
  await hit.click();
  await expect(page.getByRole('heading', { level: 1, name: /Why does the VPN drop/ })).toBeVisible();
  await expect(page.getByRole('note')).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await expectReadableInTheDark(page);
});

test('what is for IT only is not there for others', async ({ page }) => {
  await signIn(page, 'user.ph', '/kb/runbook-a-floor-has-no-network');
  await expect(page.getByText('This article is not here')).toBeVisible();
});

test('an agent puts an article into a reply', async ({ page }) => {
  test.setTimeout(120_000);
  const number = await raise(page, 'user.ph', `Forgot my password ${Date.now().toString(36)}`);
  await signIn(page, 'manager.ph', `/queue/${number}`);
  await page.getByRole('button', { name: 'Article', exact: true }).click();
  const picker = page.getByRole('dialog', { name: 'Insert an article' });
  await picker.getByRole('searchbox').fill('forgotten password');
  await picker.getByRole('button', { name: 'Insert How do I reset a forgotten password?' }).click();
  await expect(page.getByRole('textbox', { name: /Reply to/ })).toHaveValue(
    /\/kb\/how-do-i-reset-a-forgotten-password/,
  );
  await expect(page.getByRole('region', { name: 'Articles' })).toContainText('forgotten password');
});
