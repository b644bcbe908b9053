import type { Page } from '@playwright/test';
import {
  email,
  expect,
  expectAccessible,
  expectFineAtEverySize,
  expectNoSidewaysScroll,
  expectReadableInTheDark,
  freshTitle,
  PASSWORD,
  signIn,
  test,
} from './desk';
import { raise } from './desk-steps';

test('a macro is kept, looked at and applied from the message @sizes', async ({ page, browser, baseURL }) => {
  const name = freshTitle('Ask for the tag');
  await signIn(page, 'agent.ph', '/queue/macros');
  await expect(page.getByRole('heading', { level: 1, name: 'Replies and macros' })).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'New reply or macro' }).first().click();
  const form = page.getByRole('dialog', { name: 'New reply or macro' });
  await form.getByLabel('Name', { exact: false }).first().fill(name);
  await form.getByLabel('Text').fill('Dear {requester}, which tag does it carry?');
  await form.getByLabel('Status').selectOption('pending');
  await form.getByLabel(/What does it wait for/).selectOption('user');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await expect(page.getByRole('article', { name })).toContainText('Pending: Waits for the requester');

  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const number = await raise(await theirs.newPage(), 'user.ph', freshTitle('Laptop shows nothing'));
  await theirs.close();
  await page.goto(`/queue/${number}`);
  const box = page.getByRole('textbox', { name: /^Reply to/ });
  await box.fill(`/${name.slice(0, 12)}`);
  await expect(page.getByRole('listbox', { name: 'Replies and macros' })).toBeVisible();
  await box.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Apply a macro' });
  await expect(dialog.getByLabel(/Reply to/)).toHaveValue(/Dear Ana Ramirez, which tag/);
  await expect(dialog.getByText('Pending')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('article').filter({ hasText: 'which tag does it carry' })).toBeVisible();
  await expect(page.getByRole('main')).toContainText('Pending');
});

test('two tickets become one, and two again @sizes', async ({ page, browser, baseURL }) => {
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const requester = await theirs.newPage();
  const kept = await raise(requester, 'user.ph', freshTitle('Scanner beeps'));
  const later = await raise(requester, 'user.ph', freshTitle('Belt of the loom slips'));
  await theirs.close();
  await signIn(page, 'manager.ph', `/queue/${later}`);
  await expect(page.getByRole('textbox', { name: /^Reply to/ })).toBeVisible();
  await page.getByRole('main').click({ position: { x: 5, y: 5 } });
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog', { name: 'Merge with another ticket' });
  await dialog.getByLabel(/Number of the other ticket/).fill(kept);
  await expect(dialog.getByText(/is closed and goes on in/)).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(kept));
  await expect(page.getByText('goes on here')).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Undo the merge' }).click();
  await expect(page.getByText('goes on here')).toBeHidden();
});

test('the board of a team shows who has how much, and gives tickets away @every-size', async ({ page }) => {
  await signIn(page, 'manager.ph', '/team');
  await expect(page.getByRole('heading', { name: 'Who has how much' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'At risk' })).toBeVisible();
  await expectFineAtEverySize(page);
});

test('a view as a board: moved by menu and by keys, asked for what a move needs @sizes', async ({
  page,
  browser,
  baseURL,
}, info) => {
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const tag = freshTitle('Needle sensor');
  const number = await raise(await theirs.newPage(), 'user.ph', tag);
  await theirs.close();
  await signIn(page, 'manager.ph', '/board?view=open');
  const card = page.getByRole('article', { name: new RegExp(number) });
  const fresh = page.getByRole('region', { name: 'New', exact: true });
  await expect(fresh).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.goto(`/board?view=open&q=${encodeURIComponent(tag)}`);
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: `Move ${number}` }).click();
  await page.getByRole('menuitem', { name: 'In progress' }).click();
  if (info.project.name === 'phone') await page.getByLabel('Column').selectOption('in_progress');
  const working = page.getByRole('region', { name: 'In progress' });
  await expect(working.getByRole('article', { name: new RegExp(number) })).toBeVisible();
  if (info.project.name === 'phone') return;
  await card.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  const form = page.getByRole('dialog', { name: 'Change the status' });
  await expect(form.getByLabel(/What does it wait for/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(working.getByRole('article', { name: new RegExp(number) })).toBeVisible();
  await expectReadableInTheDark(page);
});

test('lanes by team warn where a column holds more than the team wants @sizes', async ({ page }, info) => {
  await signIn(page, 'manager.ph', '/board?view=open');
  await page.getByLabel('Lanes').selectOption('team');
  await expect(page).toHaveURL(/lanes=team/);
  if (info.project.name === 'phone') await page.getByLabel('Column').selectOption('in_progress');
  const lane = page.getByRole('region', { name: 'IT Support PH', exact: true });
  await expect(lane).toBeVisible();
  await lane.getByRole('button', { name: 'Limits' }).click();
  const form = page.getByRole('dialog', { name: 'Limits of IT Support PH' });
  await form.getByLabel('In progress').fill('1');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  const cell = page.getByRole('region', { name: 'IT Support PH: In progress' });
  await expect(cell.getByLabel('Over the limit')).toBeVisible();
  await expect(cell.getByText(/\d+\+? \/ 1$/)).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByLabel('Lanes').selectOption('priority');
  await expect(page.getByRole('region', { name: 'P3', exact: true })).toBeVisible();
  await expectReadableInTheDark(page);
});

/** Three tickets of one word, of two agents; returns the number of the first. A lane of nobody's tickets would be gone. */
async function withTwoAgents(page: Page, tag: string): Promise<string> {
  const numbers = [
    await raise(page, 'user.ph', freshTitle(`Badge printer ${tag}`)),
    await raise(page, 'user.ph', freshTitle(`Time clock ${tag}`)),
    await raise(page, 'user.ph', freshTitle(`Label press ${tag}`)),
  ] as const;
  const data = { email: email('manager.ph'), password: PASSWORD };
  const session = await page.request.post('/api/auth/login', { data });
  const headers = { Authorization: `Bearer ${(await session.json()).access_token}` };
  for (const [at, name] of ['Bea Santos', 'Jomar Reyes', 'Bea Santos'].entries()) {
    const found = await page.request.get('/api/users', { headers, params: { q: name } });
    const [{ id }] = (await found.json()).items;
    const to = `/api/tickets/${numbers[at]}/assign`;
    expect((await page.request.post(to, { headers, data: { assignee_id: id } })).status()).toBe(200);
  }
  return numbers[0];
}

test('a card goes into another lane by menu, keys and pointer, is taken back, and stays where refused @sizes', async ({
  page,
  browser,
  baseURL,
}, info) => {
  test.setTimeout(120_000);
  const tag = freshTitle('Lanes').split(' ').at(-1) ?? '';
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const number = await withTwoAgents(await theirs.newPage(), tag);
  await theirs.close();
  await signIn(page, 'manager.ph', `/board?view=all&lanes=agent&q=${tag}`);
  const bea = page.getByRole('region', { name: 'Bea Santos', exact: true });
  const jomar = page.getByRole('region', { name: 'Jomar Reyes', exact: true });
  const named = { name: new RegExp(number) };
  await expect(bea.getByRole('article', named)).toBeVisible();

  await page.getByRole('button', { name: `Move ${number}` }).click();
  await expect(page.getByRole('menuitem', { name: 'Bea Santos' })).toHaveCount(0);
  await expectAccessible(page, '[role=menu]');
  await page.getByRole('menuitem', { name: 'Jomar Reyes' }).click();
  await expect(jomar.getByRole('article', named)).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('1 ticket is as it was')).toBeVisible();
  await expect(bea.getByRole('article', named)).toBeVisible();
  await expectNoSidewaysScroll(page);

  // Refused, the card stands again where it was.
  await page.route('**/api/tickets/bulk', (route) => route.fulfill({ status: 503, json: { title: 'No' } }));
  await page.getByRole('button', { name: `Move ${number}` }).click();
  await page.getByRole('menuitem', { name: 'Jomar Reyes' }).click();
  await expect(page.getByText('The change was refused')).toBeVisible();
  await expect(bea.getByRole('article', named)).toBeVisible();
  await page.unroute('**/api/tickets/bulk');
  if (info.project.name === 'phone') return;

  const card = page.getByRole('article', named);
  await card.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(jomar.getByRole('article', named)).toBeFocused();
  const column = (await card.locator('xpath=ancestor::section[1]').getAttribute('aria-label')) ?? '';
  await card.dragTo(page.getByRole('region', { name: column.replace('Jomar Reyes', 'Bea Santos') }));
  await expect(bea.getByRole('article', named)).toBeVisible();

  await page.getByLabel('Lanes').selectOption('priority');
  const urgent = page.getByRole('region', { name: 'P2', exact: true });
  await page.getByRole('button', { name: `Move ${number}` }).click();
  await page.getByRole('menuitem', { name: 'P2' }).click();
  const form = page.getByRole('dialog', { name: 'Set the priority' });
  await expect(form.getByRole('radio', { name: /P2/ })).toBeChecked();
  await form.getByLabel('Reason').fill('The whole line waits for it');
  await form.getByRole('button', { name: 'Set priority' }).click();
  await expect(urgent.getByRole('article', named)).toBeVisible();
  await expectReadableInTheDark(page);
});

test('a macro is put on a selection by keys, told and taken back', async ({ page, browser, baseURL }) => {
  const tag = freshTitle('Recall').split(' ').at(-1) ?? '';
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const requester = await theirs.newPage();
  for (const what of ['Charger', 'Battery'])
    await raise(requester, 'user.ph', freshTitle(`${what} ${tag} gets hot`));
  await theirs.close();
  await signIn(page, 'manager.ph', '/queue/macros');
  await page.getByRole('button', { name: /^New/ }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill(`Recall ${tag}`);
  await form.getByRole('combobox', { name: 'Add tags' }).fill(tag);
  await page.keyboard.press('Enter');
  await form.getByRole('button', { name: /^(Save|Keep)/ }).click();
  await expect(form).toBeHidden();
  await page.goto(`/queue?view=all&q=${tag}`);
  const rows = page.locator('[data-row]');
  await expect(rows).toHaveCount(2);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+M');
  const dialog = page.getByRole('dialog', { name: 'Apply a macro' });
  await dialog.getByRole('textbox', { name: 'Find a macro' }).fill(tag);
  await dialog.getByRole('button', { name: `Recall ${tag}` }).click();
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Apply to 2 tickets' }).click();
  await expect(page.getByText('2 tickets changed')).toBeVisible();
  await page.goto(`/queue?view=all&tag=${tag}`);
  await expect(rows).toHaveCount(2);
  await page.goto('/queue/bulk');
  await page
    .getByRole('link', { name: /^Macro applied/ })
    .first()
    .click();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText(/2 as before/)).toBeVisible();
  await page.goto(`/queue?view=all&tag=${tag}`);
  await expect(page.locator('[data-row]')).toHaveCount(0);
});
