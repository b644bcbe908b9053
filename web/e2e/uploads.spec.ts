import { expect, freshTitle, signIn, test } from './desk';
import { raise } from './desk-steps';

const note = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(`what ${name} says`) });

test('words and files of a new ticket outlive a reload @phone', async ({ page }) => {
  await signIn(page, 'user.ph', '/new');
  const title = freshTitle('Label printer prints blanks');
  await page.getByLabel('What is wrong?').fill(title);
  await page.locator('main input[type="file"]').setInputFiles([note('first.txt'), note('second.txt')]);
  await expect(page.getByText('second.txt')).toBeVisible();
  await expect(page.getByText('Draft saved in this browser')).toBeVisible();
  await page.reload();
  await expect(page.getByText('2 files from before are still here and not sent.')).toBeVisible();
  await expect(page.getByLabel('What is wrong?')).toHaveValue(title);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page.getByText(/Thank you, we have it/)).toBeVisible();
  await expect(page.getByRole('button', { name: /first\.txt/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /second\.txt/ })).toBeVisible();
  await page.goto('/new');
  await expect(page.getByLabel('What is wrong?')).toHaveValue('');
  await expect(page.getByText(/from before are still here/)).toBeHidden();
});

test('a page that goes while it sends: what is not sent waits at its message', async ({
  page,
  browser,
  baseURL,
}) => {
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const number = await raise(await theirs.newPage(), 'user.ph', freshTitle('Scanner reads twice'));
  await theirs.close();
  await signIn(page, 'manager.ph', `/queue/${number}`);
  await page.getByRole('textbox', { name: /^Reply to/ }).fill('The log and the picture.');
  await page.locator('main input[type="file"]').setInputFiles([note('log.txt'), note('picture.txt')]);
  // The second file never arrives: the line hangs until the page is gone.
  let sent = 0;
  let isOpen = false;
  await page.route('**/attachments', async (route) => {
    if (isOpen || route.request().method() !== 'POST' || ++sent < 2) return route.continue();
  });
  await page.getByRole('button', { name: 'Send reply' }).click();
  await expect(page.getByText('The log and the picture.')).toBeVisible();
  await expect.poll(() => sent).toBe(2);
  await page.reload();
  isOpen = true;
  await expect(page.getByText('1 file from before is still here and not sent.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Reply to/ })).toHaveValue('');
  await page.getByRole('button', { name: 'Send reply' }).click();
  const message = page.getByRole('article').filter({ hasText: 'The log and the picture.' });
  await expect(message.getByRole('button', { name: /log\.txt/ })).toBeVisible();
  await expect(message.getByRole('button', { name: /picture\.txt/ })).toBeVisible();
});

test('a large file goes on where the page before left it', async ({ page }) => {
  await signIn(page, 'user.ph', '/new');
  await page.getByLabel('What is wrong?').fill(freshTitle('Recorder keeps a film'));
  const film = { name: 'film.txt', mimeType: 'text/plain', buffer: Buffer.alloc(9 * 1024 * 1024, 'film ') };
  await page.locator('main input[type="file"]').setInputFiles(film);
  await expect(page.getByRole('button', { name: 'Remove film.txt' })).toBeVisible();
  const offsets: string[] = [];
  let isOpen = false;
  await page.route('**/api/uploads/**', async (route) => {
    const request = route.request();
    if (request.method() === 'PATCH') {
      const offset = request.headers()['upload-offset'] ?? '';
      offsets.push(offset);
      if (offset !== '0' && !isOpen) return;
    }
    return route.continue();
  });
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect.poll(() => offsets.length).toBe(2);
  const [, second] = offsets;
  await page.reload();
  isOpen = true;
  const waiting = page.getByRole('link', { name: /^Send them with TKT-/ });
  await expect(waiting).toBeVisible();
  await waiting.click();
  await expect(page.getByText('1 file from before is still here and not sent.')).toBeVisible();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByRole('button', { name: /^(?!Remove|Cancel).*film\.txt/ })).toBeVisible();
  expect(offsets.slice(2)[0]).toBe(second);
  expect(offsets.filter((offset) => offset === '0')).toHaveLength(1);
});

test('who signs out leaves no file in the browser', async ({ page }) => {
  await signIn(page, 'user.ph', '/new');
  await page.getByLabel('What is wrong?').fill(freshTitle('Payslip does not open'));
  await page.locator('main input[type="file"]').setInputFiles([note('payslip.txt')]);
  await expect(page.getByText('Draft saved in this browser')).toBeVisible();
  await page.reload();
  await expect(page.getByText('1 file from before is still here and not sent.')).toBeVisible();
  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/login/);
  await signIn(page, 'user.ph', '/new');
  await expect(page.getByLabel('What is wrong?')).not.toHaveValue('');
  await expect(page.getByText(/still here and not sent/)).toBeHidden();
});
