import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import type { Where } from '@/api/conditions';
import { createQueryClient } from '@/api/query-client';
import { Providers } from '@/app/providers';
import { expectAccessible } from '@/test/render';
import { ALL_FIELDS, FIELDS, operatorsOf } from './fields';
import { asGroup, editable, fromGroup, isEmpty, newLeaf, ordered, tidy, valuesIn, withOp } from './model';
import { RuleBuilder } from './RuleBuilder';
import { WhereWords } from './WhereWords';

const VIP: Where = { field: 'vip', op: 'is_true' };
const DOWN: Where = { field: 'text', op: 'mentions_any', value: ['down', 'outage'] };
const HARDWARE: Where = { field: 'category', op: 'is_one_of', value: ['h'] };

describe('a condition', () => {
  it('is edited as groups and stays what it was', () => {
    const nested: Where = { all: [VIP, { any: [DOWN, { not: { any: [HARDWARE] } }] }] };
    expect(editable(nested)).toEqual(nested);
    expect(editable(VIP)).toEqual({ all: [VIP] });
    expect(editable({ not: VIP })).toEqual({ not: { any: [VIP] } });
    expect(fromGroup(asGroup({ not: { all: [VIP, DOWN] } }))).toEqual({
      not: { any: [{ all: [VIP, DOWN] }] },
    });
  });

  it('is sent without empty rows and groups', () => {
    const half: Where = { all: [newLeaf('location'), { any: [newLeaf('tags')] }, VIP] };
    expect(tidy(half)).toEqual({ all: [VIP] });
    expect(tidy({ any: [newLeaf('title')] })).toEqual({ all: [] });
    expect(isEmpty({ not: { any: [newLeaf('title')] } })).toBe(true);
    expect(isEmpty({ all: [VIP] })).toBe(false);
  });

  it('keeps a value that still fits another operator', () => {
    const leaf = { field: 'priority', op: 'is_one_of', value: ['P1'] } as const;
    expect(withOp(leaf, 'is_none_of').value).toEqual(['P1']);
    expect(withOp(leaf, 'is_set')).toEqual({ field: 'priority', op: 'is_set' });
    expect(withOp(leaf, 'at_least').value).toBe('P1');
    expect(withOp(leaf, 'between').value).toEqual(['P4', 'P1']);
    expect(ordered('priority', ['P1', 'P3'])).toEqual(['P3', 'P1']);
  });

  it('is searched by every value it names', () => {
    expect(valuesIn({ any: [DOWN, { not: HARDWARE }, VIP] })).toEqual(['down', 'outage', 'h']);
  });

  it('offers fitting operators for every field', () => {
    for (const field of ALL_FIELDS) {
      expect(operatorsOf(field).length).toBeGreaterThan(1);
      expect(newLeaf(field).op).toBe(operatorsOf(field)[0]);
    }
    expect(Object.keys(FIELDS)).toHaveLength(16);
  });
});

describe('a condition in words', () => {
  const words = (where: Where) => {
    const { container } = render(
      <Providers queryClient={createQueryClient()}>
        <div data-testid="words">
          <WhereWords where={where} mentioned={[{ id: 'h', name: 'Hardware' }]} />
        </div>
      </Providers>,
    );
    return within(container).getByTestId('words').textContent;
  };

  it('is one sentence', () => {
    expect(words({ all: [] })).toBe('Every ticket');
    expect(words({ all: [HARDWARE, { any: [DOWN, VIP] }] })).toBe(
      'category is Hardware and (ticket mentions “down” or “outage” or requester is a VIP)',
    );
    expect(words({ not: { any: [VIP, { field: 'priority', op: 'at_least', value: 'P2' }] } })).toBe(
      'none of: requester is a VIP or priority is at least P2',
    );
    expect(words({ field: 'impact', op: 'between', value: ['one', 'department'] })).toBe(
      'impact is between One person and A department',
    );
  });
});

describe('the builder', () => {
  function Tried({ onChange }: { onChange: (where: Where) => void }) {
    const [where, setWhere] = useState<Where>({ all: [] });
    const change = (next: Where) => {
      setWhere(next);
      onChange(next);
    };
    return (
      <Providers queryClient={createQueryClient()}>
        <RuleBuilder
          label="Which tickets"
          emptyWords="Takes every ticket"
          mentioned={[]}
          value={where}
          onChange={change}
        />
      </Providers>
    );
  }

  it('puts a condition together without a word of code', async () => {
    const user = userEvent.setup();
    let last: Where = { all: [] };
    const { container } = render(<Tried onChange={(where) => (last = where)} />);
    expect(screen.getByText('Takes every ticket')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Condition' }));
    await user.selectOptions(screen.getByLabelText('What to look at'), 'text');
    await user.type(screen.getAllByLabelText('Values')[0] as HTMLElement, 'down{Enter}');
    await user.click(screen.getByRole('button', { name: 'Group' }));
    await user.selectOptions(screen.getAllByLabelText('What to look at')[1] as HTMLElement, 'priority');
    await user.selectOptions(screen.getAllByLabelText('How to compare')[1] as HTMLElement, 'at_least');
    expect(tidy(last)).toEqual({
      all: [
        { field: 'text', op: 'mentions_any', value: ['down'] },
        { any: [{ field: 'priority', op: 'at_least', value: 'P1' }] },
      ],
    });
    await expectAccessible(container);
    await user.selectOptions(
      screen.getAllByLabelText('How the conditions go together')[1] as HTMLElement,
      'none',
    );
    await user.click(screen.getAllByRole('button', { name: 'Remove the condition' })[0] as HTMLElement);
    expect(tidy(last)).toEqual({
      all: [{ not: { any: [{ field: 'priority', op: 'at_least', value: 'P1' }] } }],
    });
    await user.click(screen.getByRole('button', { name: 'Remove the group' }));
    expect(last).toEqual({ all: [] });
  });
});
