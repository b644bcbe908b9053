import { appendFileSync, mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { email, PASSWORD } from '../e2e/desk';
import { type Entry, FOLDER, PAGES, SCHEMES, WIDTHS } from './pages';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
mkdirSync(FOLDER, { recursive: true });

for (const [role, paths] of Object.entries(PAGES)) {
  for (const path of paths) {
    test(`${role} ${path}`, async ({ page }) => {
      if (role !== 'guest') {
        const data = { email: email(role), password: PASSWORD };
        expect((await page.request.post('/api/auth/login', { data })).status()).toBe(200);
      }
      const found: string[] = [];
      const at = path.endsWith('/*') ? await firstOf(page, path.slice(0, -2)) : path;
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
        await page.goto(at);
        await page.evaluate((wanted) => {
          document.documentElement.setAttribute('data-mantine-color-scheme', wanted);
        }, scheme);
        for (const [width, height] of Object.entries(WIDTHS)) {
          const entry = await shoot(page, { role, path, scheme, width: Number(width) }, height);
          found.push(...entry.violations.map((one) => `${width} ${scheme}: ${one}`));
          if (entry.sideways > 0) found.push(`${width} ${scheme}: ${entry.sideways} px too wide`);
        }
      }
      expect(found).toEqual([]);
    });
  }
}

/** Where the first thing of a list is. */
async function firstOf(page: Page, list: string): Promise<string> {
  await page.goto(list);
  const row = page.locator('main [data-row]').first();
  const link = page
    .locator('main a')
    .filter({ hasText: /[A-Z]{2,4}-\d/ })
    .first();
  await expect(row.or(link).first()).toBeVisible();
  if (await row.isVisible()) {
    await row.focus();
    await page.keyboard.press('Enter');
  } else await link.click();
  await expect(page).toHaveURL(new RegExp(`${list}/`));
  return new URL(page.url()).pathname;
}

type Place = Pick<Entry, 'role' | 'path' | 'scheme' | 'width'>;

async function shoot(page: Page, place: Place, height: number): Promise<Entry> {
  await page.setViewportSize({ width: place.width, height });
  await expect(page.locator('main').first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  const name = `${place.role}${place.path}`.replace(/[^a-z0-9]+/gi, '-');
  const file = `${name}-${place.width}-${place.scheme}.png`;
  await page.screenshot({ path: `${FOLDER}/${file}` });
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const said = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`);
  const entry = { ...place, file, violations: said, sideways };
  appendFileSync(`${FOLDER}/entries.jsonl`, `${JSON.stringify(entry)}\n`);
  return entry;
}
