import type { Page } from '@playwright/test';
import {
  email,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectReadableInTheDark,
  freshTitle,
  PASSWORD,
  signIn,
  test,
} from './desk';

const pressed = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const DAY_MS = 86_400_000;

/** A window far enough ahead that no demonstration change lies in it; another one for every run. */
function freshWindow(): { from: string; to: string } {
  const ahead = 40 + Math.floor(Math.random() * 200);
  const day = new Date(Date.now() + ahead * DAY_MS).toISOString().slice(0, 10);
  return { from: `${day}T20:00`, to: `${day}T22:00` };
}

/** Ask the interface as somebody. */
async function api(page: Page, who: string, method: 'post' | 'get', path: string, data?: object) {
  const signedIn = await page.request.post('/api/auth/login', {
    data: { email: email(who), password: PASSWORD },
  });
  const { access_token: token } = await signedIn.json();
  const headers = { Authorization: `Bearer ${token}`, 'If-Match': '*' };
  const answer = await page.request[method](path, { headers, ...(data ? { data } : {}) });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

async function fillIn(page: Page, title: string, system: string, { from, to }: { from: string; to: string }) {
  await page.getByLabel('Title').fill(title);
  const systems = page.getByRole('combobox', { name: 'Affected systems' });
  await systems.fill(system);
  await systems.press('Enter');
  await page.getByLabel('Business impact').fill('Nobody can print for half an hour.');
  await page.getByLabel('Implementation').fill('Replace, connect, print a page.');
  await page.getByLabel('Back-out').fill('Connect the old one again.');
  await page.getByLabel('Communication').fill('Mail to the floor the day before.');
  for (const question of await page.getByRole('radiogroup').all()) {
    await question.getByRole('radio').first().check();
  }
  await page.getByLabel('From', { exact: true }).fill(from);
  await page.getByLabel('Until', { exact: true }).fill(to);
}

test('a change goes from draft to review, past another one in its way', async ({ page }) => {
  const system = freshTitle('Plotter');
  const title = freshTitle('Replace the plotter');
  const window = freshWindow();
  const other = {
    type: 'normal',
    title: freshTitle('New firmware for the plotter'),
    business_impact: 'Nobody can plot for ten minutes.',
    implementation_plan: 'Load the firmware and restart.',
    rollback_plan: 'Load the earlier firmware.',
    communication_plan: 'A note beside the plotter.',
    systems: [system],
    risk_answers: {
      reach: 'few',
      outage: 'none',
      practice: 'often',
      tested: 'like_live',
      back_out: 'minutes',
      data: 'no',
    },
    starts_at: `${window.from}:00+08:00`,
    ends_at: `${window.to}:00+08:00`,
    timezone: 'Asia/Manila',
  };
  const { number } = await api(page, 'agent2.ph', 'post', '/api/changes', other);
  await api(page, 'agent2.ph', 'post', `/api/changes/${number}/transitions`, { move: 'submit' });

  await signIn(page, 'agent.ph', '/changes/new');
  await fillIn(page, title, system, window);
  await pressed(page, 'Save as a draft');
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  const alert = page.getByRole('alert').filter({ hasText: 'In the way' });
  await expect(alert).toContainText(number);
  await expect(alert).toContainText(`Both work on ${system}`);
  await expectAccessible(page);

  await pressed(page, 'Submit');
  const question = page.getByRole('dialog', { name: 'Submit it all the same?' });
  await expect(question).toContainText(number);
  await question.getByRole('button', { name: 'Submit' }).click();
  await expect(
    page.getByText('0 of 1', { exact: false }).or(page.getByText('Change manager')).first(),
  ).toBeVisible();
  const own = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  const { items } = await api(page, 'manager.ph', 'get', `/api/changes/${own}/approvals`);
  await api(page, 'manager.ph', 'post', `/api/approvals/${items[0].id}/decide`, { vote: 'approved' });
  await signIn(page, 'agent2.ph', `/changes/${number}`);
  await expect(page.getByRole('alert').filter({ hasText: 'In the way' })).toContainText(own);
});

test('a free window is found and taken @phone', async ({ page }) => {
  await signIn(page, 'agent.ph', '/changes/new');
  await page.getByLabel('Title').fill(freshTitle('Tidy the cables'));
  await pressed(page, 'Find a free window');
  const dialog = page.getByRole('dialog', { name: 'Find a free window' });
  await dialog.getByRole('button', { name: 'Search' }).click();
  const first = dialog.getByRole('list', { name: 'Free windows' }).getByRole('button').first();
  await expect(first).toBeVisible();
  await first.click();
  await expect(page.getByLabel('From', { exact: true })).not.toHaveValue('');
  await expectNoSidewaysScroll(page);
});

test('the calendar shows changes and freezes in every view @sizes', async ({ page, isMobile }) => {
  await signIn(page, 'manager.ph', '/changes');
  await page.getByRole('link', { name: 'Calendar' }).click();
  await expect(page.getByRole('heading', { name: 'Change calendar' })).toBeVisible();
  await expect(page.getByText('Month-end closing').first()).toBeVisible();
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.locator('label', { hasText: /^Week$/ }).click();
  await expect(page).toHaveURL(/mode=week/);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.locator('label', { hasText: /^List$/ }).click();
  await expect(page.getByText('Server updates: Denver').first()).toBeVisible();
  await expectReadableInTheDark(page);
  if (isMobile) return;
  await page.keyboard.press('1');
  await expect(page).toHaveURL(/mode=month/);
});

test('another program reads the calendar at a secret address until it is withdrawn', async ({ page }) => {
  await signIn(page, 'agent.us', '/changes/calendar');
  await pressed(page, 'Subscribe');
  const dialog = page.getByRole('dialog', { name: 'Changes in your own calendar' });
  const make = dialog.getByRole('button', { name: 'Make an address' });
  const address = dialog.getByLabel('Your address');
  await expect(make.or(address)).toBeVisible();
  if (await make.isVisible()) await make.click();
  const { pathname, search } = new URL(await address.inputValue());
  const read = await page.request.get(pathname + search);
  expect(read.headers()['content-type']).toContain('text/calendar');
  expect(await read.text()).toContain('BEGIN:VEVENT');
  await dialog.getByRole('button', { name: 'Withdraw it' }).click();
  await expect(make).toBeVisible();
  expect((await page.request.get(pathname + search)).status()).toBe(404);
});

test('a freeze is kept and lifted', async ({ page }) => {
  const name = freshTitle('Stock-taking');
  await signIn(page, 'manager.ph', '/admin/change-freezes');
  await pressed(page, 'New freeze');
  const form = page.getByRole('dialog', { name: 'New freeze' });
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('From').fill('2031-01-10T00:00');
  await form.getByLabel('Until').fill('2031-01-12T00:00');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toBeHidden();
  await page.getByRole('gridcell', { name }).click();
  const edit = page.getByRole('dialog', { name: 'Freeze' });
  await expectAccessible(page);
  await edit.getByRole('button', { name: 'Lift' }).click();
  await page
    .getByRole('dialog', { name: `Lift ${name}?` })
    .getByRole('button', { name: 'Lift' })
    .click();
  await expect(page.getByText(`${name} is lifted.`)).toBeVisible();
});
