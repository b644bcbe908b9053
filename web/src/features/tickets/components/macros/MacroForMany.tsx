import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Blockquote, Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { isApiError } from '@/api/errors';
import { macrosQuery } from '@/api/macros';
import type { TicketSummary } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { RowsSkeleton } from '@/ui/Skeletons';
import { closeAction } from '../actions/store';
import { useChange } from '../actions/use-change';
import { useWhole } from '../actions/whole';
import { ChangeBadges } from './ChangeBadges';

interface Props {
  tickets: TicketSummary[];
  macroId: string;
}

/** A macro before it is put on many tickets: what it changes and says, and what becomes of those it does not fit. */
export function MacroForMany({ tickets, macroId }: Props) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(macrosQuery());
  const whole = useWhole((state) => state.whole);
  const change = useChange({ quiet: true, onDone: closeAction });
  const focus = useCallback((button: HTMLButtonElement | null) => button?.focus(), []);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton />;
  const macro = data.items.find(({ id }) => id === macroId);
  if (!macro) return <Text size="sm">{t`No macro fits.`}</Text>;
  const { id, version, name, body, is_internal } = macro;
  const count = whole ? whole.total : tickets.length;
  const refusal = isApiError(change.error) ? change.error : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ tickets, change: { kind: 'macro', macro: { macro_id: id, version } } });
      }}
    >
      <Stack>
        <Text fw={600}>{name}</Text>
        <ChangeBadges changes={macro.changes} />
        {body !== '' && (
          <div>
            <Text size="sm" c="dimmed">
              {is_internal ? (
                <Trans>Noted for colleagues on each ticket:</Trans>
              ) : (
                <Trans>Sent to the requester of each ticket; an undo cannot take it back:</Trans>
              )}
            </Text>
            <Blockquote
              mt={4}
              p="sm"
              style={{ whiteSpace: 'pre-wrap', fontSize: 'var(--mantine-font-size-sm)' }}
            >
              {body}
            </Blockquote>
          </div>
        )}
        <Text size="sm" c="dimmed">
          <Trans>
            What it does not name stays. A ticket it does not fit is left as it is and named afterwards.
          </Trans>
        </Text>
        {refusal && (
          <Alert color="red" variant="light" role="alert">
            {refusal.message}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={closeAction}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" ref={focus} loading={change.isPending}>
            <Plural value={count} one="Apply to # ticket" other="Apply to # tickets" />
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
