import { expect, expectAccessible, expectFineAtEverySize, freshTitle, signIn, test } from './desk';

test('everybody reads how the services do, and asks for mails @every-size', async ({ page }) => {
  await signIn(page, 'user.us', '/status');
  await expect(page.getByRole('heading', { name: 'Service status' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Vision PLM opens styles slowly' })).toBeVisible();
  await expect(page.getByText('Has trouble')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'New firewall in Bandung' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Post', exact: true })).toHaveCount(0);
  await expectFineAtEverySize(page);
});

test('me too is said from the start page and counted for the desk @phone', async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, 'user4.ph');
  const issue = page
    .getByRole('main')
    .getByRole('status')
    .filter({ hasText: 'Vision PLM opens styles slowly' });
  await issue.getByRole('button', { name: /Me too/i }).click();
  await expect(issue.getByRole('button', { name: 'You said: me too' })).toBeVisible();
  await expectAccessible(page);
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const desk = await context.newPage();
  await signIn(desk, 'agent.ph', '/status');
  await expect(desk.getByText(/People who said so: \d+/)).toBeVisible();
  await context.close();
  await issue.getByRole('button', { name: 'You said: me too' }).click();
  await expect(issue.getByRole('button', { name: 'Me too', exact: true })).toBeVisible();
});

test('a known problem is offered while a ticket about it is typed', async ({ page }) => {
  await signIn(page, 'user2.us', '/new?type=incident');
  await page.getByLabel('What is wrong?').fill('Styles in PLM take ages');
  await expect(page.getByRole('main').getByText('Vision PLM opens styles slowly')).toBeVisible();
  await page.getByLabel('What is wrong?').fill('My chair squeaks');
  await expect(page.getByRole('main').getByText('Vision PLM opens styles slowly')).toBeHidden();
});

test('an incident is posted, shown to everybody at once, and solved', async ({ page, browser, baseURL }) => {
  const context = await browser.newContext(baseURL ? { baseURL } : {});
  const reader = await context.newPage();
  await signIn(reader, 'user3.us');
  await signIn(page, 'agent.us', '/status');
  const title = freshTitle('Label printers stand still');
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await page.getByLabel('Title').fill(title);
  await page.getByLabel('What people should know').fill('We look into it.');
  await page.getByLabel('Printers and scanners').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Post it' }).click();
  const post = page.getByRole('article').filter({ hasText: title });
  await expect(post).toBeVisible();
  await expect(reader.getByText(title).first()).toBeVisible();
  await post.getByRole('button', { name: 'Write news' }).click();
  await post.getByLabel('How far it is').selectOption('resolved');
  await post.getByLabel('What people should know').fill('A new driver helped.');
  await post.getByRole('button', { name: 'Post the news' }).click();
  await expect(reader.getByRole('main').getByText(title)).toBeHidden();
  await context.close();
});

test('a similar ticket of today takes what was written instead of a second one', async ({ page }) => {
  await signIn(page, 'user4.us', '/new');
  const title = freshTitle('Scanner at the gate beeps twice');
  await page.getByLabel('What is wrong?').fill(title);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText(/Thank you, we have it/)).toBeVisible();
  await page.goto('/new');
  await page.getByLabel('What is wrong?').fill(title);
  await page.getByLabel('Details').fill('It beeps three times now.');
  await page.getByRole('button', { name: 'Add what I wrote to this ticket' }).first().click();
  await expect(page.getByRole('article').filter({ hasText: 'It beeps three times now.' })).toBeVisible();
});
