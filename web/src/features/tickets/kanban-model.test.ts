import { describe, expect, it } from 'vitest';
import { aTicket } from '@/test/fixtures';
import { COLUMNS, columnFilters, columnsOf, mayMove, needsForm, nextColumn } from './kanban-model';

const [fresh, working, waiting, solved] = COLUMNS;

describe('the columns of a board', () => {
  it('asks for each status of a view by itself', () => {
    expect(fresh && columnFilters({ view: 'queue', assignee: 'me' }, fresh)).toEqual({
      view: 'queue',
      assignee: 'me',
      status: 'new,reopened',
    });
    expect(solved && columnFilters({ view: 'queue' }, solved).sort).toBe('-updated_at');
    expect(columnsOf({ view: 'queue', status: 'pending' })).toEqual([waiting]);
  });

  it('lets a ticket go where the status machine lets it', () => {
    const ticket = aTicket({ status: 'new' });
    expect(COLUMNS.map((column) => mayMove(ticket, column))).toEqual([false, true, true, true]);
    expect(fresh && mayMove(aTicket({ status: 'resolved' }), fresh)).toBe(true);
    expect(working && mayMove(aTicket({ status: 'resolved' }), working)).toBe(false);
  });

  it('asks where a move needs more than the wish', () => {
    expect(COLUMNS.map(needsForm)).toEqual([true, false, true, true]);
  });

  it('steps over columns that are closed to the ticket', () => {
    const ticket = aTicket({ status: 'resolved' });
    expect(nextColumn(COLUMNS, ticket, 3, -1)).toBe(0);
    expect(nextColumn(COLUMNS, ticket, 3, 1)).toBe(3);
    expect(nextColumn(COLUMNS, aTicket({ status: 'new' }), 0, 1)).toBe(1);
  });
});
