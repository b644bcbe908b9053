import { createHmac } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import {
  email,
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  expectReadableInTheDark,
  PASSWORD,
  signIn,
  test,
} from './desk';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code an authenticator app shows (RFC 6238), `ahead` steps of 30 seconds from now. */
function codeOf(seed: string, ahead = 0): string {
  const bits = [...seed].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + ahead));
  const mac = createHmac('sha1', key).update(step).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('a second step is set up, asked for and turned off again @phone', async ({ page, browser }) => {
  await signIn(page, 'user.id', '/me');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  await expectAccessible(page);
  const seed = (await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? '';
  await page.getByLabel('Code from the app').fill('000000');
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expect(page.getByText(/This code is not right/)).toBeVisible();
  await page.getByLabel('Code from the app').fill(codeOf(seed, -1));
  await page.getByRole('button', { name: 'Turn it on' }).click();
  await expect(page.getByText('Keep these recovery codes')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 recovery codes left')).toBeVisible();

  const context = await browser.newContext();
  const elsewhere = await context.newPage();
  await elsewhere.goto('/login');
  await elsewhere.getByLabel('Email').fill('user.id@madison88.example');
  await elsewhere.getByRole('textbox', { name: 'Password' }).fill(process.env.E2E_PASSWORD ?? '');
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await expectAccessible(elsewhere);
  await elsewhere.getByLabel('Code').fill(codeOf(seed));
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await expect(elsewhere).toHaveURL(/\/$/);
  await context.close();

  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Set it up' })).toBeVisible();
});

test('a token is made, shown once and revoked', async ({ page, request }) => {
  await signIn(page, 'user.us', '/me');
  await page.getByRole('button', { name: 'Make a token' }).click();
  await page.getByLabel('What is it for?').fill('Nightly export');
  await page.getByLabel('Read tickets').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Make the token' }).click();
  const token = (await page.getByText(/^itsm_pat_/).textContent()) ?? '';
  const headers = { Authorization: `Bearer ${token}` };
  expect((await request.get('/api/tickets', { headers })).status()).toBe(200);
  expect((await request.get('/api/users', { headers })).status()).toBe(403);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByRole('button', { name: 'Revoke the token Nightly export' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByText('“Nightly export” works no more.')).toBeVisible();
  await expect.poll(async () => (await request.get('/api/tickets', { headers })).status()).toBe(401);
});

test('the rules of sign-in and providers have a page of their own', async ({ page }) => {
  await signIn(page, 'admin', '/admin/sign-in');
  await expect(page.getByText('Who must sign in with a code', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add a provider' }).click();
  await expect(page.getByLabel('Issuer')).toBeVisible();
  await expectAccessible(page);
});

test('administrators make a role of their own and give it @phone', async ({ page }) => {
  const name = `Shift lead ${Date.now()}`;
  await signIn(page, 'admin', '/admin/roles');
  await page.getByRole('button', { name: 'Add a role' }).click();
  const form = page.getByRole('dialog', { name: 'Add a role' });
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await form.getByLabel('What it is for').fill('Leads the late shift.');
  await expect(form.getByLabel('Work the tickets of their teams')).toBeDisabled();
  await form.getByLabel('Change many tickets at once').check();
  await form.getByLabel('Reason').fill('Shift leads asked for it');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Saved: ${name}`)).toBeVisible();
  await expectAccessible(page);
  await page.goto('/admin/users?q=Lea');
  await page.getByText('Lea Mercado').first().click();
  const person = page.getByRole('dialog');
  await person.getByLabel('Role', { exact: true }).selectOption({ label: name });
  await expect(person.getByText('Leads the late shift.')).toBeVisible();
});

/** Make roles without the screen that is walked through elsewhere. */
async function asAdministrator(request: APIRequestContext) {
  const session = await request.post('/api/auth/login', {
    data: { email: email('admin'), password: PASSWORD },
  });
  const headers = { Authorization: `Bearer ${(await session.json()).access_token}` };
  const roleOf = async (name: string, base: string, permissions: string[]): Promise<string> => {
    const data = { name, base, permissions, description: '', reason: 'For a journey' };
    const made = await request.post('/api/admin/own-roles', { headers, data });
    expect(made.status(), await made.text()).toBe(201);
    return (await made.json()).id;
  };
  return { roleOf };
}

test('a group of a provider gives a role of our own @phone', async ({ page, request }) => {
  test.setTimeout(120_000);
  const stamp = Date.now();
  const night = `Night desk ${stamp}`;
  const admin = await asAdministrator(request);
  await admin.roleOf(night, 'it_agent', ['tickets.work', 'users.read']);

  await signIn(page, 'admin', '/admin/sign-in');
  await page.getByRole('button', { name: 'Add a provider' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name on the button').fill(`Directory ${stamp}`);
  await form.getByLabel('Short name').fill(`dir-${stamp}`);
  await form.getByLabel('Issuer').fill('https://login.directory.example');
  await form.getByLabel('Client ID').fill('service-desk');
  await form.getByLabel('Client secret').fill('kept by the directory');
  await form.getByRole('button', { name: 'Add a group' }).click();
  await form.getByLabel('Group', { exact: true }).fill('IT-Night');
  await form.getByLabel('Role', { exact: true }).selectOption({ label: night });
  await expectAccessible(page, '[role=dialog]');
  await expectNoSidewaysScroll(page);
  await expectReadableInTheDark(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(`Saved: Directory ${stamp}`)).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: `Edit Directory ${stamp}` }).click();
  await expect(form.getByLabel('Role', { exact: true }).locator('option:checked')).toHaveText(night);
});
