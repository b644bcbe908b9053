import { expect, expectAccessible, expectFineAtEverySize, freshTitle, signIn, test } from './desk';
import { raise } from './desk-steps';

test('an answer rings the bell, live, and is put away and taken back', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const word = freshTitle('The screen flickers');
  const number = await raise(page, 'user.ph', word);
  const list = page.getByRole('list', { name: 'Notifications' });
  await page.goto('/notifications');
  await expect(list.getByText(word)).toBeVisible();
  await expectAccessible(page);

  const desk = await browser.newPage();
  await signIn(desk, 'manager.ph', '/');
  const token = await desk.request.post('/api/auth/login', {
    data: { email: 'manager.ph@madison88.example', password: process.env.E2E_PASSWORD },
  });
  const headers = { Authorization: `Bearer ${(await token.json()).access_token}` };
  const said = await desk.request.post(`/api/tickets/${number}/comments`, {
    headers,
    data: { body: 'Please try another cable.', is_internal: false },
  });
  expect(said.status()).toBe(201);
  await expect(list.getByText('Please try another cable.')).toBeVisible();

  const row = list.getByRole('listitem').filter({ hasText: word }).first();
  await row.getByRole('button', { name: 'Why did I get this?' }).click();
  await expect(row.getByText('You receive this because you take part in this ticket.')).toBeVisible();
  await page.keyboard.press('e');
  await expect(page.getByText('1 conversation put away')).toBeVisible();
  await expect(list.getByText(word)).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByText(word)).toBeVisible();
  await list.getByRole('link', { name: new RegExp(word) }).click();
  await expect(page).toHaveURL(new RegExp(number));
  await desk.close();
});

test('the inbox fits @every-size', async ({ page }) => {
  await signIn(page, 'agent.ph', '/notifications');
  await expect(page.getByRole('list', { name: 'Notifications' }).getByRole('listitem').first()).toBeVisible();
  await expectFineAtEverySize(page);
});

test('the bell opens beside the page', async ({ page }) => {
  await signIn(page, 'agent.ph', '/queue');
  await page.getByRole('button', { name: /^Notifications/ }).click();
  const panel = page.getByRole('dialog', { name: 'Notifications' });
  await expect(panel.getByRole('listitem').first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
});
