import type { Page } from '@playwright/test';
import { expect, expectAccessible, expectFineAtEverySize, signIn, test } from './desk';

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Minutes that no earlier run has left behind. */
const freshMinutes = (seen: string) => (seen === '30 min' ? '45' : '30');

test('a policy is changed, and the preview promises by it', async ({ page }) => {
  await signIn(page, 'admin', '/admin');
  await page.getByRole('main').getByLabel('Search the administration').fill('due dates');
  await page
    .getByRole('main')
    .getByRole('link', { name: /SLA policies/ })
    .click();

  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByLabel('Priority').selectOption('P1');
  await preview.getByLabel('Raised at').fill('2026-03-04T10:00');
  const answer = preview.getByRole('region', { name: 'Answer by' });
  await expect(answer).toContainText('Mar 4');
  const before = await answer.innerText();

  await pressed(page, 'P1 critical');
  const form = page.getByRole('dialog', { name: 'SLA policy' });
  const minutes = form.getByLabel('Answer within: minutes');
  await minutes.fill(freshMinutes(await minutes.inputValue()));
  const typed = await minutes.inputValue();
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByText(/P1 critical is saved/)).toBeVisible();

  await expect(answer).toContainText(typed);
  expect(await answer.innerText()).not.toBe(before);
});

test('a routing rule is added, tested, and switched off', async ({ page }) => {
  const name = `Journey rule ${Date.now()}`;
  await signIn(page, 'admin', '/admin/routing');
  await pressed(page, 'New rule');
  const form = page.getByRole('dialog', { name: 'New routing rule' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Give the rule something to do', { exact: false })).toBeVisible();

  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Condition' }).click();
  await form.getByLabel('What to look at').selectOption('Words in the title');
  const words = form.getByRole('combobox', { name: 'Values' });
  await words.fill('zeppelin');
  await words.press('Enter');
  await form.getByLabel('Priority at least').selectOption('P2');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name, exact: true })).toBeVisible();

  const panel = page.getByRole('region', { name: 'Test' });
  await panel.getByLabel('Category', { exact: true }).selectOption('Hardware');
  await panel.getByLabel('Location').selectOption('Philippines');
  await panel.getByLabel('Title').fill('The zeppelin does not print');
  await panel.getByRole('button', { name: 'Test' }).click();
  await expect(panel.getByText(`Added to by ${name}`, { exact: false })).toBeVisible();
  await expect(panel.getByText(/IT Support PH →/)).toBeVisible();
  await expect(panel.getByRole('img', { name: /^P2/ })).toBeVisible();

  await page.getByRole('switch', { name: `${name} is on` }).press('Space');
  await expect(page.getByText(`${name} is off.`)).toBeVisible();
  await panel.getByRole('button', { name: 'Test' }).click();
  await expect(panel.getByText(`Added to by ${name}`, { exact: false })).toBeHidden();
});

test('a mail is shown as it looks, without scripts and within the content policy', async ({ page }) => {
  await signIn(page, 'admin', '/admin/outbox');
  const mail = page.getByRole('row').nth(1);
  // A desk just started writes its first mails within a minute.
  await expect(async () => {
    await page.reload();
    await expect(mail).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 45_000 });
  await mail.click();
  const frame = page.getByRole('dialog').locator('iframe');
  await expect(frame).toHaveAttribute('sandbox', '');
  // Its own size, which the content policy lets through only in the frame's one style element.
  const heading = page.frameLocator('iframe').locator('h1');
  await expect(heading).toBeVisible();
  await expect(heading).toHaveCSS('font-size', '20px');
  await page.getByRole('tab', { name: 'Plain text' }).click();
  await expect(page.getByRole('dialog').locator('pre')).not.toBeEmpty();
});

test('an address is suppressed with a reason, found and lifted', async ({ page }) => {
  const address = `left.${Date.now()}@madison88.example`;
  await signIn(page, 'admin', '/admin/suppressions');
  await page.getByRole('button', { name: 'Suppress an address' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByLabel('Address').fill(address);
  await drawer.getByLabel('Why it gets no more mail').fill('Left the company in May');
  await drawer.getByRole('button', { name: 'Suppress' }).click();
  await expect(page.getByText(`No more mail goes to ${address}.`)).toBeVisible();
  await page.getByRole('searchbox').or(page.getByLabel('Search address or reason')).first().fill(address);
  await page.getByText(address, { exact: true }).first().click();
  await expect(drawer.getByText('Left the company in May')).toBeVisible();
  await drawer.getByRole('button', { name: 'Let mail through again' }).click();
  await expect(page.getByText(`Mail goes to ${address} again.`)).toBeVisible();
  await expect(page.getByText('Left the company in May')).toBeHidden();
});

test('a mail to a mailbox that is gone says why it was not sent', async ({ page }) => {
  await signIn(page, 'admin', '/admin/outbox?state=suppressed');
  await expect(async () => {
    await page.reload();
    await page.getByText('Suppressed').last().click({ timeout: 3_000 });
  }).toPass({ timeout: 45_000 });
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('It was not sent')).toBeVisible();
  await drawer.getByRole('link', { name: 'See the suppression' }).click();
  await expect(page.getByText(/550 5\.1\.1/).first()).toBeVisible();
});

test('managers see teams and nothing else of the administration', async ({ page }) => {
  await signIn(page, 'manager.ph', '/admin');
  await expect(page.getByRole('main').getByRole('link', { name: /Teams/ })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: /Users/ })).toHaveCount(0);
  await page.goto('/admin/settings');
  await expect(page).toHaveURL(/\/forbidden$/);
});

const PAGES = [
  '',
  '/users',
  '/roles',
  '/teams',
  '/categories',
  '/locations',
  '/resolution-categories',
  '/calendars',
  '/sla',
  '/settings',
  '/classification',
  '/matrix',
  '/routing',
  '/outbox',
  '/suppressions',
  '/jobs',
  '/audit',
  '/health',
];

for (const path of PAGES) {
  test(`/admin${path} is accessible in light and dark and fits @every-size`, async ({ page }) => {
    await signIn(page, 'admin', `/admin${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main').locator('[aria-busy="true"]')).toHaveCount(0);
    await expectFineAtEverySize(page);
  });
}

test('a mail is worded otherwise, looked at, and worded as before', async ({ page }) => {
  await signIn(page, 'admin', '/admin/mails');
  await page.getByRole('link', { name: 'We have your request' }).click();
  const subject = page.getByLabel('Subject', { exact: true });
  const trial = page.getByRole('region', { name: 'As it arrives' });
  await expect(trial).toContainText('We have your request: Label printer');

  await subject.fill('Got it: {titel}');
  await pressed(page, 'Save');
  await expect(page.getByText('{titel} cannot be filled in here', { exact: false })).toBeVisible();

  await subject.fill('Got it: ');
  await pressed(page, 'Put title into Subject');
  await expect(trial).toContainText('Got it: Label printer');
  await page.getByLabel('Why, for the others').fill('Shorter');
  await pressed(page, 'Save');
  await expect(page.getByText('Saved. The next mail is written so.')).toBeVisible();
  await expect(page.getByText('Shorter').first()).toBeVisible();

  await pressed(page, 'Send it to me');
  await expect(page.getByText(/is on its way to admin@/)).toBeVisible();

  await pressed(page, 'Our words again: Subject');
  await pressed(page, 'Save');
  await expect(trial).toContainText('We have your request: Label printer');
  await page.getByText('Filipino', { exact: true }).click();
  await expect(trial).toContainText('Natanggap namin ang request mo');
  // No script runs in the frame of a mail, so nothing inside it can be asked for its faults.
  await trial.getByText('Plain text', { exact: true }).click();
  await expect(trial.locator('iframe')).toHaveCount(0);
  await expectAccessible(page);
});
