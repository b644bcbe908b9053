import {
  expect,
  expectAccessible,
  expectFineAtEverySize,
  freshTitle,
  pressUntilFocused,
  signIn,
  test,
} from './desk';

test('a ticket takes three actions and shows what was promised @phone', async ({ page }) => {
  await signIn(page, 'user.ph');
  await page.getByRole('link', { name: 'Report a problem' }).click();
  const title = freshTitle('Docking station does not charge');
  await page.getByLabel('What is wrong?').fill(title);
  await expect(page.getByText(/First answer by/)).toBeVisible();
  await expect(page.getByLabel('Category', { exact: true })).toHaveValue('Hardware');
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText(/Thank you, we have it: TKT-\d{4}-\d{6}/)).toBeVisible();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expectAccessible(page);
  await page.goto('/tickets');
  await expect(page.getByRole('link', { name: new RegExp(title) })).toBeVisible();
});

test('a similar ticket is warned of and can be sent anyway', async ({ page }) => {
  await signIn(page, 'user.us', '/new');
  const title = freshTitle('Badge printer prints stripes');
  const send = async () => {
    await page.getByLabel('What is wrong?').fill(title);
    await page.getByRole('button', { name: 'Submit' }).click();
  };
  await send();
  await expect(page.getByText(/Thank you, we have it/)).toBeVisible();
  await page.goto('/new');
  await send();
  await expect(page.getByRole('alert').getByText('You may have reported this already')).toBeVisible();
  await page.getByRole('button', { name: 'Submit anyway' }).click();
  await expect(page.getByText(/Thank you, we have it/)).toBeVisible();
});

test('a reply with a file appears in the conversation', async ({ page }) => {
  await signIn(page, 'user.id', '/new');
  await page.getByLabel('What is wrong?').fill(freshTitle('Monitor shows a green line'));
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText(/Thank you, we have it/)).toBeVisible();
  await page.getByLabel('Your reply').fill('Here is what I see.');
  const file = {
    name: 'what-i-see.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('a green line, left side'),
  };
  await page.locator('main input[type="file"]').setInputFiles(file);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('article').filter({ hasText: 'Here is what I see.' })).toBeVisible();
  await expect(page.getByRole('button', { name: /what-i-see\.txt/ })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /what-i-see\.txt/ }).click();
  expect((await download).suggestedFilename()).toBe('what-i-see.txt');
});

test('what is half-written survives a reload', async ({ page }) => {
  await signIn(page, 'user.us', '/new');
  await page.getByLabel('What is wrong?').fill('Half a thought about the scanner');
  await expect(page.getByText('Draft saved in this browser')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('What is wrong?')).toHaveValue('Half a thought about the scanner');
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(page.getByLabel('What is wrong?')).toHaveValue('');
});

test('the keyboard alone is enough', async ({ page }) => {
  await signIn(page, 'user.ph');
  await expect(page.getByRole('status', { name: 'Connection: Live' })).toBeVisible();
  await pressUntilFocused(page, 'c', page.getByLabel('What is wrong?'));
  await page.keyboard.type(freshTitle('Headset has no sound'));
  await page.keyboard.press('Enter');
  await expect(page.getByText(/Thank you, we have it/)).toBeVisible();
  await page.getByRole('main').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'My tickets' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByLabel('Search commands')).toBeFocused();
  await page.keyboard.type('profile');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Profile and settings' })).toBeVisible();
});

test('an agent raises a ticket for somebody who calls, and is told of their similar one @phone', async ({
  page,
  browser,
  baseURL,
}) => {
  const title = freshTitle('Label printer prints blank labels');
  await signIn(page, 'manager.ph', '/queue');
  await expect(page.getByRole('heading', { level: 1, name: 'Queue' })).toBeVisible();
  await page.keyboard.press('c');
  const raise = async () => {
    const person = page.getByRole('combobox', { name: 'For whom?' });
    await person.fill('Ana Ramirez');
    await page.getByRole('option', { name: 'Ana Ramirez' }).click();
    await page.getByLabel('What is wrong?').fill(title);
    await expect(page.getByText(/First answer by/)).toBeVisible();
    await page.getByRole('button', { name: 'Submit' }).click();
  };
  await raise();
  const done = page.getByRole('status').filter({ hasText: 'is raised for Ana Ramirez' });
  await expect(done).toBeVisible();
  await expectAccessible(page);
  await done.getByRole('button', { name: 'Raise another' }).click();
  await raise();
  await expect(page.getByRole('alert').getByText('Ana Ramirez may have reported this already')).toBeVisible();
  await page.getByRole('button', { name: 'Submit anyway' }).click();
  await done.getByRole('link', { name: 'Open the ticket' }).click();
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const requester = await theirs.newPage();
  await signIn(requester, 'user.ph', '/tickets');
  await expect(requester.getByRole('link', { name: new RegExp(title) })).toHaveCount(2);
  await theirs.close();
});

for (const path of ['/', '/new', '/tickets', '/me', '/no/such/page']) {
  test(`${path} is accessible in light and dark and fits @every-size`, async ({ page }) => {
    await signIn(page, 'user.ph', path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    await expectFineAtEverySize(page);
  });
}
