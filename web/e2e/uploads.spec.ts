import { expect, freshTitle, signIn, test } from './desk';

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
