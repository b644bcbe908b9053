import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Me } from '@/api/types';
import { ben, pageOf } from '@/test/fixtures';
import { expectAccessible, renderApp } from '@/test/render';
import { problem, server, url } from '@/test/server';
import { freezeBody, freezeFaults, freezeValues } from './freeze-values';
import { freshKey, moved } from './lists';

const manager: Me = {
  ...ben,
  role: 'it_manager',
  permissions: [...ben.permissions, 'teams.manage', 'changes.write', 'changes.manage'],
};

const FREEZE = {
  id: 'f1',
  name: 'Month end',
  reason: 'Books are closed.',
  starts_at: '2026-12-01T16:00:00Z',
  ends_at: '2026-12-04T16:00:00Z',
  timezone: 'Asia/Manila',
  effect: 'warn' as const,
  location_ids: [],
  team_ids: [],
  types: [],
  approvers: [],
  version: 2,
};

const QUESTION = {
  key: 'reach',
  text: 'Who notices?',
  answers: [
    { key: 'few', label: 'A few', points: 0, at_least: null },
    { key: 'all', label: 'Everybody', points: 5, at_least: 'high' },
  ],
};

let sent: unknown[];

beforeAll(
  () =>
    Promise.all([
      import('@/app/shells/Shell'),
      import('@/app/shells/DeskShell'),
      import('@/ui/Confirm'),
      import('@/ui/Toaster'),
      import('../frame/AdminLayout'),
      import('./FreezesPage'),
      import('./FreezeForm'),
      import('./RiskPage'),
      import('./RulesPage'),
    ]),
  120_000,
);

beforeEach(() => {
  sent = [];
  server.use(
    http.get(url('/api/changes/freeze-windows'), () => HttpResponse.json(pageOf([FREEZE]))),
    http.post(url('/api/changes/freeze-windows'), async ({ request }) => {
      sent.push(await request.json());
      return sent.length === 1
        ? problem(422, 'invalid', { errors: [{ field: 'ends_at', code: 'bad_span', message: 'Too late.' }] })
        : HttpResponse.json(FREEZE, { status: 201 });
    }),
    http.get(url('/api/changes/risk-questions'), () => HttpResponse.json(pageOf([QUESTION]))),
    http.put(url('/api/changes/risk-questions'), async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
    http.get(url('/api/changes/approval-rules'), () => HttpResponse.json(pageOf([]))),
    http.put(url('/api/changes/approval-rules'), async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
});

describe('freezes', () => {
  it('keep what was typed when they are refused, and are sent in the zone of the form', async () => {
    const { user } = renderApp('/admin/change-freezes', manager);
    await user.click(await screen.findByRole('button', { name: 'New freeze' }));
    const form = await screen.findByRole('dialog', { name: 'New freeze' });
    await user.click(await within(form).findByRole('button', { name: 'Save' }));
    expect(await within(form).findByText('Give a name.')).toBeInTheDocument();
    await user.type(within(form).getByLabelText(/Name/), 'Stock-taking');
    const [from, to] = [within(form).getByLabelText(/From/), within(form).getByLabelText(/Until/)];
    await user.type(from, '2026-12-10T00:00');
    await user.type(to, '2026-12-12T00:00');
    await user.click(within(form).getByLabelText(/Nothing goes through/));
    await user.click(within(form).getByRole('button', { name: 'Save' }));
    expect(await within(form).findByText('Too late.')).toBeInTheDocument();
    expect(sent[0]).toMatchObject({
      name: 'Stock-taking',
      starts_at: '2026-12-09T16:00:00.000Z',
      ends_at: '2026-12-11T16:00:00.000Z',
      effect: 'block',
      types: ['standard', 'normal'],
    });
    await user.click(within(form).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'New freeze' })).not.toBeInTheDocument());
  });

  it('say which fields cannot be sent', () => {
    const values = freezeValues(FREEZE);
    expect(freezeFaults(values)).toEqual({ name: false, from: false, to: false });
    expect(freezeFaults({ ...values, to: values.from })).toMatchObject({ to: true });
    expect(freezeFaults({ ...values, from: '', name: ' ' })).toMatchObject({ name: true, from: true });
    expect(freezeBody({ ...values, approver_ids: ['u1'] }).approver_ids).toEqual([]);
  });
});

describe('the questionnaire', () => {
  it('is saved as a whole', async () => {
    const { user, container } = renderApp('/admin/change-risk', manager);
    const question = await screen.findByRole('region', { name: 'Who notices?' });
    await expectAccessible(container);
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.click(within(question).getByRole('button', { name: 'Add an answer' }));
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.type(within(question).getByLabelText('Answer 3 to Who notices?'), 'A site');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          items: [
            {
              ...QUESTION,
              answers: [...QUESTION.answers, { key: 'answer_3', label: 'A site', points: 0, at_least: null }],
            },
          ],
        },
      ]),
    );
  });
});

describe('the steps of approval', () => {
  it('are added and sent', async () => {
    const { user, container } = renderApp('/admin/change-approvals', manager);
    await user.click(await screen.findByRole('button', { name: 'Add a step' }));
    await user.type(await screen.findByLabelText(/Step 1/), 'The board');
    await expectAccessible(container);
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(sent).toEqual([
        {
          items: [
            {
              name: 'The board',
              phase: 'before',
              types: ['normal'],
              levels: [],
              user_ids: [],
              team_ids: [],
              rule: 'any',
              quorum: 1,
              due_hours: 48,
            },
          ],
        },
      ]),
    );
  });
});

describe('lists that are edited as a whole', () => {
  it('move things and never beyond their ends', () => {
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    const list = ['a', 'b'];
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 1, 1)).toBe(list);
  });

  it('give keys that are free', () => {
    expect(freshKey('answer', [{ key: 'answer_2' }])).toBe('answer_3');
  });
});
