import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectReadableInTheDark,
  freshTitle,
  signIn,
  test,
} from './desk';
import { raise } from './desk-steps';

test('a ticket from its arrival to its end, seen by both sides', async ({ page, browser, baseURL }) => {
  const title = freshTitle('Badge printer jams');
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const requester = await theirs.newPage();
  const number = await raise(requester, 'user.ph', title);

  await signIn(page, 'manager.ph', `/queue/${number}`);
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  await page.keyboard.press('i');
  await expect(page.getByRole('button', { name: 'Assign to me' })).toBeHidden();

  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: 'Internal note' }).fill('Only colleagues read this sentence');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('article').filter({ hasText: 'Only colleagues read' })).toContainText(
    'Internal',
  );

  await page.keyboard.press('Escape');
  await page.getByText('Reply', { exact: true }).click();
  await page.getByRole('textbox', { name: /^Reply to/ }).fill('We are looking into it now');
  await page.keyboard.press('Control+Enter');
  await expect(requester.getByText('We are looking into it now')).toBeVisible();
  await expect(requester.getByText('Only colleagues read this sentence')).toHaveCount(0);

  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the status' });
  await dialog.getByRole('button', { name: 'Resolved' }).click();
  await expect(dialog.getByText('Please fill this in.')).toHaveCount(3);
  await expectAccessible(page);
  await dialog.getByLabel(/What solved it/).fill('Cleaned the feed and changed the roller');
  await dialog.getByLabel(/Kind of solution/).selectOption({ index: 1 });
  await dialog.getByLabel(/Root cause/).fill('Worn roller');
  await dialog.getByRole('button', { name: 'Resolved' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Cleaned the feed and changed the roller')).toBeVisible();
  await expect(requester.getByText('Did this fix it?')).toBeVisible();
  await theirs.close();
});

test('the page explains priority, team, agent and due dates @sizes', async ({ page }) => {
  await signIn(page, 'manager.ph', '/queue?view=all&status=in_progress&category=Hardware');
  await page
    .getByText(/TKT-\d{4}-\d{6}/)
    .first()
    .click();
  await expect(page).toHaveURL(/\/queue\/TKT-/);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Why?' }).click();
  for (const question of ['Why this priority?', 'Why this team?', 'Why this agent?']) {
    await expect(page.getByRole('heading', { name: question })).toBeVisible();
  }
  await expect(page.getByRole('heading', { name: /solution due then/ })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('tab', { name: 'Clocks' }).click();
  await expect(page.getByRole('heading', { name: /^Resolution/ })).toBeVisible();
  await page.getByRole('tab', { name: 'Audit' }).click();
  await expect(page.getByText('ticket.created')).toBeVisible();
  await expectReadableInTheDark(page);
});

test('drafts of a reply and of a note survive a reload', async ({ page }) => {
  await signIn(page, 'manager.ph', '/queue?view=all&status=in_progress');
  await page
    .getByText(/TKT-\d{4}-\d{6}/)
    .nth(2)
    .click();
  await page.getByRole('textbox', { name: /^Reply to/ }).fill('half a reply');
  await page.getByText('Internal note', { exact: true }).click();
  await page.getByRole('textbox', { name: 'Internal note' }).fill('half a note');
  await page.reload();
  await expect(page.getByRole('textbox', { name: /^Reply to/ })).toHaveValue('half a reply');
  await page.getByText('Internal note', { exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Internal note' })).toHaveValue('half a note');
});

test('two managers edit: the second is shown the difference', async ({ page, browser, baseURL }) => {
  await signIn(page, 'manager.ph', '/queue?view=all&status=in_progress');
  await page
    .getByText(/TKT-\d{4}-\d{6}/)
    .nth(3)
    .click();
  const tags = page.getByRole('complementary', { name: 'Properties' }).getByLabel('Tags', { exact: true });
  await expect(tags).toBeVisible();
  const address = page.url();
  // Nothing reaches this page while the other one changes the ticket.
  await page.route('**/api/tickets/TKT-*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const other = await theirs.newPage();
  await signIn(other, 'admin', new URL(address).pathname);
  const first = `first-${Date.now() % 100_000}`;
  const theirTags = other
    .getByRole('complementary', { name: 'Properties' })
    .getByLabel('Tags', { exact: true });
  await theirTags.fill(first);
  await theirTags.press('Enter');
  await expect(other.getByText(first)).toBeVisible();
  await other.waitForLoadState('networkidle');
  await tags.fill('second');
  await tags.press('Enter');
  await expect(page.getByText(/Your change was not saved/)).toBeVisible();
  await page.unroute('**/api/tickets/TKT-*');
  await theirs.close();
});

test('a file is sent with its progress and opens by a signed link', async ({ page }) => {
  await signIn(page, 'manager.ph', '/queue?view=all&status=in_progress');
  await page
    .getByText(/TKT-\d{4}-\d{6}/)
    .nth(4)
    .click();
  const name = `log-${Date.now() % 100_000}.txt`;
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from('one line of a log\n') });
  await page.getByRole('button', { name: 'Send reply' }).click();
  const file = page.getByRole('article').getByRole('button', { name: new RegExp(name) });
  await expect(file).toBeVisible();
  const link = page.waitForResponse((response) => response.url().endsWith('/link'));
  await file.click();
  expect((await link).status()).toBe(200);
});
