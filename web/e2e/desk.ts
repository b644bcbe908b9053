import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type Locator, type Page } from '@playwright/test';

export { expect };

/** One desk for each worker. */
const DESKS = process.env.E2E_BASE_URL?.split(' ');

/** Every page of every journey is watched: script errors and breaches of the content policy fail it. */
export const test = base.extend<{ clean: undefined }>({
  baseURL: async ({ baseURL }, use, { parallelIndex }) => use(DESKS?.[parallelIndex] ?? baseURL),
  clean: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text()))
          faults.push(message.text());
      });
      await use(undefined);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

export const PASSWORD = process.env.E2E_PASSWORD ?? '';

export const email = (name: string) => `${name}@madison88.example`;

/** Open a page as somebody, with a session got without the form. */
export async function signIn(page: Page, name: string, path = '/'): Promise<void> {
  const data = { email: email(name), password: PASSWORD };
  const answer = await page.request.post('/api/auth/login', { data });
  expect(answer.status(), await answer.text()).toBe(200);
  await page.goto(path);
  await expect(page.getByRole('main')).toBeVisible();
}

/** The same the way people do it. */
export async function signInByForm(page: Page, name: string, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByLabel('Email').fill(email(name));
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).not.toHaveURL(/\/login/);
  await expect(page.getByRole('main')).toBeVisible();
}

/**
 * WCAG 2.0 to 2.2, A and AA: of the page, or of the part a selector names, such as a menu that happens to lie over half a
 * button, which then counts as too small to be hit.
 */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  await settled(page);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const axe = new AxeBuilder({ page }).withTags(tags);
  await expectNothingFound(part ? axe.include(part) : axe);
}

/** The first key on a page: it is pressed again until the page, which has only just come, listens. */
export async function pressUntilFocused(page: Page, key: string, wanted: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(wanted).toBeFocused({ timeout: 3_000 });
  }).toPass();
}

/** The same page in the dark: nothing but its colours is different. */
export async function expectReadableInTheDark(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'dark'));
  await settled(page);
  await expectNothingFound(new AxeBuilder({ page }).withRules(['color-contrast', 'link-in-text-block']));
}

const SIZES = [
  { width: 390, height: 844 },
  { width: 834, height: 1112 },
  { width: 1366, height: 860 },
];

/** A page as it stands: it fits and is accessible on a phone, a tablet and a desktop, in light and dark. */
export async function expectFineAtEverySize(page: Page): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await expectReadableInTheDark(page);
    await inTheLight(page);
  }
}

async function inTheLight(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
}

/** What is fading in has not its own colours yet: wait for every movement that ends. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What was shown just now begins to move in the next frame.
    await new Promise((begun) => requestAnimationFrame(() => requestAnimationFrame(begun)));
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

async function expectNothingFound(axe: AxeBuilder): Promise<void> {
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  expect(found).toEqual([]);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const extra = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(extra).toBeLessThanOrEqual(0);
}

/** Words that no other run has used, so that no earlier ticket counts as a duplicate. */
export function freshTitle(text: string): string {
  const words = Array.from({ length: 3 }, () =>
    Math.random()
      .toString(36)
      .replace(/[^a-z]/g, '')
      .slice(0, 6),
  );
  return `${text} ${words.join(' ')}`;
}
