import type { Page } from '@playwright/test';
import { expect, freshTitle, pressUntilFocused, signIn, test } from './desk';
import { raise } from './desk-steps';

/** Whoever triages has no mouse: a press of any button of one fails the journey. */
async function withoutMouse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    for (const kind of ['mousedown', 'pointerdown'])
      window.addEventListener(kind, () => document.documentElement.setAttribute('data-mouse', ''), true);
  });
}

test('a queue is worked through by the keyboard alone', async ({ page, browser, baseURL }) => {
  const tag = freshTitle('Keyboard triage').split(' ').at(-1) ?? '';
  const theirs = await browser.newContext({ ...(baseURL ? { baseURL } : {}) });
  const requester = await theirs.newPage();
  const numbers: string[] = [];
  for (const what of ['Mouse', 'Headset', 'Webcam'])
    numbers.push(await raise(requester, 'user.ph', freshTitle(`${what} ${tag} does not answer`)));
  await theirs.close();
  await withoutMouse(page);
  await signIn(page, 'manager.ph', `/queue?view=all&q=${tag}`);
  const keys = page.keyboard;
  await expect(page.locator('[data-row]')).toHaveCount(3);
  // Into the list, to the second row and back to the first, which is opened.
  await pressUntilFocused(page, 'j', page.locator('[data-row]').first());
  await keys.press('j');
  await expect(page.locator('[data-row]').nth(1)).toBeFocused();
  await keys.press('k');
  await expect(page.locator('[data-row]').first()).toBeFocused();
  await keys.press('Enter');
  for (let at = 0; at < numbers.length; at += 1) {
    await expect(page).toHaveURL(/\/queue\/TKT-/);
    await expect(page.getByRole('button', { name: 'More actions' })).toBeVisible();
    await work(page, `Looked at it: ${tag} ${at}.`);
    if (at < numbers.length - 1) {
      const before = page.url();
      await keys.press('Shift+J');
      await expect(page).not.toHaveURL(before);
    }
  }
  await expect(page.locator('html[data-mouse]')).toHaveCount(0);
  await page.goto(`/queue?view=all&q=${tag}&priority=P2&assignee=me`);
  await expect(page.locator('[data-row]')).toHaveCount(3);
});

/** One ticket: mine, P2 with a reason, answered; each seen to have happened. */
async function work(page: Page, words: string): Promise<void> {
  const keys = page.keyboard;
  await keys.press('i');
  await expect(page.getByText('Ramon Dela Cruz').first()).toBeVisible();
  await keys.press('p');
  const form = page.getByRole('dialog', { name: 'Set the priority' });
  await expect(form.getByRole('radio').first()).toBeFocused();
  await keys.press('Space');
  await keys.press('ArrowDown');
  await expect(form.getByRole('radio', { name: /P2/ })).toBeChecked();
  await keys.press('Tab');
  await keys.type('Two people cannot work.');
  await keys.press('Tab');
  await keys.press('Tab');
  await expect(form.getByRole('button', { name: 'Set priority' })).toBeFocused();
  await keys.press('Enter');
  await expect(form).toBeHidden();
  await keys.press('r');
  await expect(page.getByRole('textbox', { name: /^Reply to/ })).toBeFocused();
  await keys.type(words);
  await keys.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: /^Reply to/ })).toHaveValue('');
  await keys.press('Escape');
  await expect(page.getByText(words).first()).toBeVisible();
}
