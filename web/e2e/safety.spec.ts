import { test as base } from '@playwright/test';
import { email, expect, expectAccessible, PASSWORD, signIn, test } from './desk';

const PAYLOADS = [
  '<script>window.ran = 1</script>',
  '<img src=x onerror="window.ran = 1">',
  '<svg onload="window.ran = 1"></svg>',
  '"><iframe srcdoc="<script>parent.ran = 1</script>"></iframe>',
  '<a href="javascript:window.ran = 1">click</a>',
  '{{constructor.constructor("window.ran = 1")()}}',
  "'-window.ran=1-'",
  '<math><mtext></table><mglyph><style><img src=x onerror=window.ran=1>',
];

base('an injected script does not run @asvs-3.4.3 @class-S09', async ({ page }) => {
  await signIn(page, 'user.ph');
  const blocked = await page.evaluate(async () => {
    const refused: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.ran = 1';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.ran = 1">');
    const far = document.createElement('script');
    far.src = 'https://evil.example/x.js';
    document.body.append(far);
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { ran: 'ran' in window, refused };
  });
  expect(blocked.ran).toBe(false);
  expect(blocked.refused).toContain('script-src-elem');
  expect(blocked.refused).toContain('script-src-attr');
});

test('what people write is only text, wherever it is shown @asvs-1.2.1 @asvs-3.2.3 @class-S09 @class-S11', async ({
  page,
}) => {
  const data = { email: email('user.ph'), password: PASSWORD };
  const { access_token: token } = (await (await page.request.post('/api/auth/login', { data })).json()) as {
    access_token: string;
  };
  const raised = await page.request.post('/api/tickets', {
    headers: { Authorization: `Bearer ${token}` },
    data: {
      type: 'incident',
      category: 'Hardware',
      location: 'Philippines',
      title: `Hostile ${PAYLOADS.join(' ')}`.slice(0, 255),
      description: PAYLOADS.join('\n'),
      business_impact: PAYLOADS.join('\n'),
      confirm_duplicate: true,
    },
  });
  expect(raised.status(), await raised.text()).toBe(201);
  const { id } = (await raised.json()) as { id: string };
  await page.request.post(`/api/tickets/${id}/comments`, {
    headers: { Authorization: `Bearer ${token}` },
    data: { body: PAYLOADS.join('\n') },
  });
  for (const [name, path] of [
    ['user.ph', `/tickets/${id}`],
    ['user.ph', '/tickets'],
    ['agent.ph', '/queue?view=all&q=Hostile'],
    ['admin', '/queue?view=all&q=Hostile'],
  ] as const) {
    await signIn(page, name, path);
    await expect(page.getByText(/Hostile/).first()).toBeVisible();
    expect(await page.evaluate(() => 'ran' in window)).toBe(false);
    expect(await page.locator('main img[onerror], main svg[onload], main iframe[srcdoc]').count()).toBe(0);
  }
});

base('a hostile mail loads nothing from elsewhere and runs nothing @class-S12', async ({ page }) => {
  const far: string[] = [];
  // What gets as far as the network. The browser also speaks of requests that the content policy stops.
  await page.route(/evil\.example/, async (route) => {
    far.push(route.request().url());
    await route.abort();
  });
  const html = [
    '<script>parent.ran = 1</script><img src="//evil.example/a.png" srcset="https://evil.example/b.png 2x">',
    '<style>body { background: url(https://evil.example/c.png) } @import "https://evil.example/d.css";</style>',
    '<video poster="https://evil.example/e.png"></video><link rel="stylesheet" href="//evil.example/f.css">',
    '<table background="//evil.example/g.png"><tr><td>Hostile mail</td></tr></table>',
    '<iframe src="https://evil.example/h"></iframe><meta http-equiv="refresh" content="0;url=//evil.example/i">',
  ].join('');
  await page.route(/\/api\/admin\/outbox\/[0-9a-f-]{36}$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), html } });
  });
  await signIn(page, 'admin', '/admin/outbox');
  await page.getByRole('row').nth(1).click();
  await expect(page.frameLocator('iframe').first().getByText('Hostile mail')).toBeVisible();
  await page.waitForTimeout(500);
  expect(far).toEqual([]);
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
});

test('nothing that opens an account is kept where scripts can read it @asvs-3.3.4', async ({
  page,
  context,
}) => {
  await signIn(page, 'admin', '/admin/users');
  await page.goto('/queue');
  await expect(page.getByRole('main')).toBeVisible();
  const stored = await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, await caches.keys()]);
  });
  expect(stored).not.toMatch(/eyJ|Bearer|token|refresh|password/i);
  for (const cookie of await context.cookies()) {
    expect(cookie.sameSite).toBe('Strict');
    expect(cookie.httpOnly, cookie.name).toBe(!cookie.name.includes('csrf'));
  }
});

test('an administrator changes what a role may do, and back @asvs-8.1.1', async ({ page }) => {
  await signIn(page, 'admin', '/admin/roles');
  const agent = page.getByRole('region', { name: 'Agent' });
  await expect(agent.getByRole('checkbox', { name: 'Work the tickets of their teams' })).toBeDisabled();
  await expectAccessible(page);
  const dashboards = agent.getByRole('checkbox', { name: 'See the dashboards of the whole desk' });
  await dashboards.uncheck();
  await agent.getByLabel('Reason').fill('Figures are for managers');
  await agent.getByRole('button', { name: 'Save' }).click();
  await expect(agent.getByText('Changed')).toBeVisible();
  await agent.getByLabel('Reason').fill('Tried it');
  await agent.getByRole('button', { name: 'Back to what was shipped' }).click();
  await expect(dashboards).toBeChecked();
  await expect(agent.getByText('Changed')).toBeHidden();
});
