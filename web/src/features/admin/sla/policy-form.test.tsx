import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '@/api/admin-sla';
import type { Me } from '@/api/types';
import { ben, pageOf } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
import { SHIPPED_OPTIONS } from './course';

const admin: Me = {
  ...ben,
  role: 'system_admin',
  permissions: [...ben.permissions, 'teams.manage', 'settings.manage'],
};

const POLICY: Policy = {
  id: 'p2',
  name: 'P2 high',
  version: 3,
  position: 1,
  is_active: true,
  where: { all: [{ field: 'priority', op: 'is_one_of', value: ['P2'] }] },
  mentioned: [],
  targets: { response: 14_400, resolution: 86_400, update: null, ola: null },
  calendar: { source: 'location', calendar_id: null, calendar: null },
  thresholds: [80],
  options: SHIPPED_OPTIONS,
  escalations: [],
};

interface Sent {
  version: string | null;
  body: Record<string, unknown>;
}

let stored: Policy;
let sent: Sent[];

// Compiling the page takes longer than a test should wait for it.
beforeAll(
  () =>
    Promise.all([
      import('@/app/shells/Shell'),
      import('@/app/shells/DeskShell'),
      import('@/ui/Confirm'),
      import('@/ui/Toaster'),
      import('../frame/AdminLayout'),
      import('./SlaPage'),
      import('./PolicyForm'),
    ]),
  120_000,
);

beforeEach(() => {
  stored = POLICY;
  sent = [];
  server.use(
    http.get(url('/api/admin/sla-policies'), () => HttpResponse.json(pageOf([stored]))),
    http.get(url('/api/admin/sla-policies/p2'), () => HttpResponse.json(stored)),
    http.get(url('/api/admin/calendars'), () => HttpResponse.json(pageOf([]))),
    http.post(url('/api/admin/sla-policies/preview'), () =>
      HttpResponse.json({
        policy: 'P2 high',
        calendar: 'PH',
        timezone: 'Asia/Manila',
        response: null,
        resolution: null,
      }),
    ),
    http.patch(url('/api/admin/sla-policies/p2'), async ({ request }) => {
      const version = request.headers.get('If-Match');
      sent.push({ version, body: (await request.json()) as Record<string, unknown> });
      if (version !== `"${stored.version}"`) return problem(412, 'stale_version');
      stored = { ...stored, ...(sent.at(-1)?.body as Partial<Policy>), version: stored.version + 1 };
      return HttpResponse.json(stored);
    }),
  );
});

async function openForm() {
  const app = renderApp('/admin/sla?edit=p2', admin);
  const form = within(await screen.findByRole('dialog', { name: 'SLA policy' }));
  const hours = await form.findByLabelText('Answer within: hours');
  const save = () => app.user.click(form.getByText('Save'));
  return { ...app, form, hours, save };
}

describe('the form of a policy', () => {
  it('sends the whole policy with the version that was read, then closes', async () => {
    const { user, form, hours, save, router } = await openForm();
    await user.clear(hours);
    await user.type(hours, '2');
    await user.type(form.getByLabelText('Why'), ' Audit ');
    await save();
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'SLA policy' })).toBeNull());
    expect(sent).toHaveLength(1);
    expect(sent[0]?.version).toBe('"3"');
    expect(sent[0]?.body).toMatchObject({ name: 'P2 high', targets: { response: 7200, resolution: 86_400 } });
    expect(sent[0]?.body.reason).toBe('Audit');
    expect(router.state.location.search).toEqual({});
    expect(await screen.findByText(/P2 high is saved/)).toBeVisible();
  });

  it('asks for what is missing without bothering the server', async () => {
    const { user, form, save } = await openForm();
    await user.clear(form.getByLabelText(/^Name/));
    await save();
    expect(await form.findByText('Give a name.')).toBeVisible();
    expect(form.getByLabelText(/^Name/)).toHaveFocus();
    expect(sent).toEqual([]);
  });

  it('shows what the server refuses at the field it is about, and keeps what was typed', async () => {
    server.use(
      http.patch(url('/api/admin/sla-policies/p2'), () =>
        problem(422, 'invalid_fields', {
          errors: [
            { field: 'where.all.0', code: 'invalid', message: 'is not a department' },
            { field: 'somewhere', code: 'invalid', message: 'Something else is wrong.' },
          ],
        }),
      ),
    );
    const { user, form, save } = await openForm();
    await user.type(form.getByLabelText(/^Name/), ' now');
    await save();
    expect(await form.findByText('is not a department')).toBeVisible();
    expect(form.getByText('Something else is wrong.')).toBeVisible();
    expect(form.getByLabelText(/^Name/)).toHaveValue('P2 high now');
  });

  it('merges with what somebody else saved meanwhile and says what that was', async () => {
    const { user, form, hours, save } = await openForm();
    await user.clear(hours);
    await user.type(hours, '1');
    stored = {
      ...POLICY,
      version: 4,
      name: 'P2 urgent',
      targets: { response: 10_800, resolution: 86_400, update: null, ola: null },
    };
    await save();
    expect(await form.findByText('Somebody changed this meanwhile')).toBeVisible();
    expect(form.getByText(/yours differs and is kept/)).toBeVisible();
    expect(form.getByLabelText(/^Name/)).toHaveValue('P2 urgent');
    expect(hours).toHaveValue('1 h');
    await save();
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.version).toBe('"4"');
    expect(sent[1]?.body).toMatchObject({ name: 'P2 urgent', targets: { response: 3600 } });
  });

  it('can take the other version instead', async () => {
    const { user, form, hours, save } = await openForm();
    await user.clear(hours);
    await user.type(hours, '1');
    stored = {
      ...POLICY,
      version: 4,
      targets: { response: 10_800, resolution: 86_400, update: null, ola: null },
    };
    await save();
    await user.click(await form.findByRole('button', { name: 'Drop my input and take theirs' }));
    expect(form.getByLabelText('Answer within: hours')).toHaveValue('3 h');
  });

  it('asks before unsaved input is left', async () => {
    const { user, form, router } = await openForm();
    await user.type(form.getByLabelText(/^Name/), '!');
    await user.click(form.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Stay' }));
    expect(router.state.location.search).toEqual({ edit: 'p2' });
    await user.click(form.getByRole('button', { name: 'Cancel' }));
    await user.click(await screen.findByRole('button', { name: 'Leave' }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });
});

describe('the list of policies', () => {
  it('says what each promises and moves it by buttons', async () => {
    stored = { ...POLICY, name: 'Only one' };
    const { container } = renderApp('/admin/sla', admin);
    expect(await screen.findByRole('button', { name: 'Only one' })).toBeVisible();
    expect(screen.getByText(/Answer within 4 hr/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Move Only one up' })).toBeDisabled();
    await expectAccessible(container);
  });

  it('is not for people without the permission', async () => {
    const { router } = renderApp('/admin/sla', {
      ...admin,
      permissions: [...ben.permissions, 'teams.manage'],
    });
    await waitFor(() => expect(router.state.location.pathname).toBe('/forbidden'));
  });
});
