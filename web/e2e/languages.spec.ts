import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { email, expect, expectAccessible, expectNoSidewaysScroll, PASSWORD, signIn, test } from './desk';

/** By person, so that no journey sees the language of another. */
const READERS = {
  en: { person: 'user3.us', hello: 'Hello Marcus', submit: 'Submit', signIn: 'Sign in to IT Support' },
  id: { person: 'user3.id', hello: 'Halo Rina', submit: 'Kirim', signIn: 'Masuk ke IT Support' },
  fil: { person: 'user3.ph', hello: 'Hello Jasmine', submit: 'Isumite', signIn: 'Mag-sign in sa IT Support' },
  'zh-Hans': { person: 'user3.cn', hello: '您好，Sun', submit: '提交', signIn: '登录 IT 支持' },
} as const;
type Language = keyof typeof READERS;

const PAGES = ['/', '/new?type=incident', '/tickets', '/tickets?tab=done', '/kb', '/me', '/no-such-page'];

async function speak(page: Page, language: Language): Promise<string> {
  const { person } = READERS[language];
  const answer = await page.request.post('/api/auth/login', {
    data: { email: email(person), password: PASSWORD },
  });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { Authorization: `Bearer ${token}` };
  const changed = await page.request.patch('/api/auth/me', { headers, data: { locale: language } });
  expect(changed.status()).toBe(200);
  await signIn(page, person);
  const mine = await page.request.get('/api/tickets?limit=1', { headers });
  const { items } = (await mine.json()) as { items: { number: string }[] };
  return items[0] ? `/tickets/${items[0].number}` : '/tickets';
}

/** English sentences of the screens that a catalogue translates into something else: none may be left. */
function englishSentences(language: Language): string[] {
  const text = readFileSync(`src/locales/${language}/messages.po`, 'utf8');
  const pairs = [...text.matchAll(/^msgid "(.+)"\nmsgstr "(.+)"$/gm)];
  return pairs
    .filter(([, said, own]) => said !== own && !said?.includes('{') && (said?.split(' ').length ?? 0) > 2)
    .map(([, said]) => said ?? '');
}

for (const language of Object.keys(READERS) as Language[]) {
  const words = READERS[language];

  test(`a requester's screens speak ${language} and fit a phone @phone-only`, async ({ page }) => {
    const ticket = await speak(page, language);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(words.hello);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const english = language === 'en' ? [] : englishSentences(language);
    for (const path of [...PAGES, ticket]) {
      await page.goto(path);
      await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      await expectNoSidewaysScroll(page);
      const shown = (await page.locator('body').innerText()).split('\n').map((line) => line.trim());
      expect(
        shown.filter((line) => english.includes(line)),
        path,
      ).toEqual([]);
    }
    await page.goto('/new?type=incident');
    await expect(page.getByRole('button', { name: words.submit, exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  test(`the sign-in page takes ${language} from the browser @phone-only`, async ({ browser, baseURL }) => {
    const locale = language === 'zh-Hans' ? 'zh-CN' : language;
    const context = await browser.newContext({ locale, ...(baseURL ? { baseURL } : {}) });
    const page = await context.newPage();
    await page.goto('/login');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.signIn);
    await page.getByRole('button').last().click();
    await expectNoSidewaysScroll(page);
    await page.goto('/forgot');
    await expectNoSidewaysScroll(page);
    await context.close();
  });
}

test('another language is chosen on the sign-in page, and in the profile', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('Language').selectOption('id');
  await expect(page.getByRole('heading', { name: 'Masuk ke IT Support' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Masuk ke IT Support' })).toBeVisible();
  await page.evaluate(() => localStorage.clear());
  await signIn(page, 'user2.us', '/me');
  await page.getByLabel('Language').selectOption('zh-Hans');
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByRole('heading', { name: '个人资料与设置' })).toBeVisible();
  await page.getByLabel('语言').selectOption('en');
  await page.getByRole('button', { name: '保存' }).first().click();
  await expect(page.getByRole('heading', { name: 'Profile and settings' })).toBeVisible();
});

test('screens are kept as the profile wants them', async ({ page }) => {
  await signIn(page, 'user4.us', '/me');
  await page.getByText('Compact').click();
  await page.getByLabel('Start page').selectOption('tickets');
  await page.getByRole('switch', { name: 'Single-letter keyboard shortcuts' }).click({ force: true });
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await expect(page.getByLabel('Start page')).toHaveValue('tickets');
  await expect(page.getByRole('switch', { name: 'Single-letter keyboard shortcuts' })).not.toBeChecked();
});
