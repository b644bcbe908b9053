import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Center, Skeleton, Stack } from '@mantine/core';
import { IconBellCheck, IconBellOff } from '@tabler/icons-react';
import type { BellState } from '@/api/notifications';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import type { Bell } from '../use-bell';
import type { BellKeys } from '../use-bell-keys';
import classes from './BellList.module.css';
import { ConversationRow } from './ConversationRow';

interface Props {
  bell: Bell;
  keys: BellKeys;
  state: BellState;
  /** After something was opened. */
  onOpened?: () => void;
}

/** News by conversation, with the way back after something was put away. */
export function BellList({ bell, keys, state, onOpened }: Props) {
  const { t } = useLingui();
  const { query, groups } = bell;
  return (
    <>
      <Undo bell={bell} />
      {query.isPending && <Waiting />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && groups.length === 0 && <Nothing state={state} />}
      <ul
        className={classes.list}
        id={keys.listId}
        aria-label={t`Notifications`}
        hidden={groups.length === 0}
      >
        {groups.map((group, at) => (
          <ConversationRow
            key={group.key}
            group={group}
            onFocus={() => keys.setActive(at)}
            onDone={state === 'open' ? () => bell.finish(group) : undefined}
            onMute={state === 'open' && group.reference ? () => bell.mute(group) : undefined}
            onOpened={onOpened}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Center p="sm">
          <Button
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        </Center>
      )}
    </>
  );
}

function Undo({ bell }: { bell: Bell }) {
  const count = bell.away?.count ?? 0;
  return (
    <div role="status" className={classes.undo}>
      {bell.away && (
        <>
          <span>
            <Plural value={count} one="# conversation put away" other="# conversations put away" />
          </span>
          <Button size="compact-sm" variant="subtle" onClick={bell.undo}>
            <Trans>Undo</Trans>
          </Button>
        </>
      )}
    </div>
  );
}

function Nothing({ state }: { state: BellState }) {
  return state === 'open' ? (
    <EmptyState
      icon={IconBellCheck}
      title={<Trans>Nothing new</Trans>}
      text={<Trans>When something happens to a ticket of yours, it shows up here.</Trans>}
    />
  ) : (
    <EmptyState
      icon={IconBellOff}
      title={<Trans>Nothing was put away</Trans>}
      text={<Trans>What you mark as done is kept here for half a year.</Trans>}
    />
  );
}

function Waiting() {
  const { t } = useLingui();
  return (
    <Stack p="md" role="status" aria-busy="true" aria-label={t`Loading`}>
      <Skeleton h={44} />
      <Skeleton h={44} />
      <Skeleton h={44} />
    </Stack>
  );
}
