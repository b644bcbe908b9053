import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type MemberInput, putMember, removeMember, setPresence, type Team, teams } from '@/api/admin-teams';
import { confirm } from '@/lib/confirm';
import { toastDone, toastFailed } from '@/lib/toast';
import type { MemberRow } from './model';

const NEW_MEMBER: MemberInput = { is_lead: false, is_assignable: true, max_open_tickets: null, weight: 1 };

export interface MemberActions {
  change: (row: MemberRow, changes: Partial<MemberInput>) => void;
  setAway: (row: MemberRow, away: boolean) => void;
  add: (userId: string) => void;
  remove: (row: MemberRow) => void;
  busy: boolean;
}

export function useMembers(team: Team): MemberActions {
  const { t } = useLingui();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: async ({ action }: { action: () => Promise<unknown>; done: string }) => {
      await action();
      await client.invalidateQueries({ queryKey: teams.keys.all });
    },
    onSuccess: (_, { done }) => toastDone(done),
    onError: (error) => toastFailed(error, t`The team was not changed`),
  });
  const put = (userId: string, input: MemberInput, done: string) =>
    run.mutate({ action: () => putMember(team.id, userId, input), done });
  const remove = async ({ user: { id, name } }: MemberRow) => {
    const agreed = await confirm({
      title: t`Take ${name} out of the team?`,
      text: t`They no longer see its tickets. Tickets assigned to them stay assigned to them.`,
      confirm: t`Take out`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) run.mutate({ action: () => removeMember(team.id, id), done: t`${name} left the team.` });
  };
  return {
    change: ({ user, is_lead, is_assignable, max_open_tickets, weight }, changes) =>
      put(
        user.id,
        { is_lead, is_assignable, max_open_tickets, weight, ...changes },
        t`${user.name} is saved.`,
      ),
    setAway: ({ user: { id, name } }, away) =>
      run.mutate({
        action: () => setPresence(id, away),
        done: away ? t`${name} is away: no new tickets by themselves.` : t`${name} is back.`,
      }),
    add: (userId) => put(userId, NEW_MEMBER, t`Added to the team.`),
    remove: (row) => void remove(row),
    busy: run.isPending,
  };
}
