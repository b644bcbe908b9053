import { useLingui } from '@lingui/react/macro';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type BellState,
  bellKeys,
  bellQuery,
  type Conversation,
  finishNews,
  muteConversation,
  takeNewsBack,
} from '@/api/notifications';
import { toastDone, toastFailed } from '@/lib/toast';

/** The news of one list with what can be done to it; `undo` is there after something was put away. */
export function useBell(state: BellState) {
  const { t } = useLingui();
  const client = useQueryClient();
  const query = useInfiniteQuery(bellQuery(state));
  const [away, setAway] = useState<{ at: string; count: number } | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const renew = () => client.invalidateQueries({ queryKey: bellKeys.all });
  const groups = (query.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (group) => !hidden.has(group.latest_id),
  );

  const finish = useMutation({
    mutationFn: ({ some, all }: { some: Conversation[]; all: boolean }) =>
      finishNews(all ? null : some.map((group) => group.key), latest(some)),
    onMutate: ({ some }) => setHidden(new Set(some.map((group) => group.latest_id))),
    onSuccess: ({ done_at }, { some }) => setAway({ at: done_at, count: some.length }),
    onError: (error) => toastFailed(error, t`The notifications were not put away`),
    onSettled: async () => {
      await renew();
      setHidden(new Set());
    },
  });
  const undo = useMutation({
    mutationFn: (at: string) => takeNewsBack(at),
    onSuccess: () => setAway(null),
    onError: (error) => toastFailed(error, t`The notifications were not brought back`),
    onSettled: renew,
  });

  const mute = useMutation({
    mutationFn: (group: Conversation) => muteConversation(group.key),
    onSuccess: (_, group) => {
      toastDone(
        t`You hear no more of it, but what is meant for you in person. Your profile lists what is muted.`,
      );
      finish.mutate({ some: [group], all: false });
    },
    onError: (error) => toastFailed(error, t`This was not muted`),
  });

  return {
    query,
    groups,
    away,
    finish: (group: Conversation) => finish.mutate({ some: [group], all: false }),
    finishAll: () => groups.length > 0 && finish.mutate({ some: groups, all: true }),
    mute: (group: Conversation) => mute.mutate(group),
    undo: () => away && undo.mutate(away.at),
  };
}

export type Bell = ReturnType<typeof useBell>;

/** Ids are in order of time: the greatest is the latest. */
const latest = (groups: Conversation[]) =>
  groups.reduce((top, { latest_id }) => (latest_id > top ? latest_id : top), '');
