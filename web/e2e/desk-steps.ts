import { expect, type Page } from '@playwright/test';
import { signIn } from './desk';

/** Raise a ticket as a requester in three actions; returns its number. */
export async function raise(page: Page, who: string, title: string): Promise<string> {
  await signIn(page, who, '/new');
  await page.getByLabel('What is wrong?').fill(title);
  await page.getByRole('button', { name: 'Submit' }).click();
  await expect(page).toHaveURL(/\/tickets\/TKT-/);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
