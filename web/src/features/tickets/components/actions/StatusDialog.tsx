import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isApiError } from '@/api/errors';
import type { TicketStatus, TicketSummary } from '@/api/types';
import { STATUS_LABELS } from '@/ui/labels';
import { StatusChip } from '@/ui/StatusChip';
import { commonMoves, fieldsFor, type MoveValues, missingFor, toTransition } from '../../moves';
import { ActionModal } from './ActionModal';
import { MoveFields } from './MoveFields';
import { closeAction } from './store';
import { useChange } from './use-change';

const EMPTY: MoveValues = {
  pending_reason: '',
  resolution_summary: '',
  resolution_category: '',
  root_cause: '',
  reason: '',
  comment: '',
};

interface Props {
  tickets: TicketSummary[];
  to: TicketStatus | undefined;
}

/** Move tickets to another status, asking for exactly what that move needs. */
export function StatusDialog({ tickets, to: wanted }: Props) {
  const { t } = useLingui();
  const moves = commonMoves(tickets);
  const [to, setTo] = useState(() =>
    moves.some((move) => move.to === wanted) ? wanted : moves.length === 1 ? moves[0]?.to : undefined,
  );
  const [values, setValues] = useState(EMPTY);
  const [tried, setTried] = useState(false);
  const change = useChange({ quiet: true, onDone: closeAction });
  const missing = to ? missingFor(to, values) : [];

  const submit = () => {
    setTried(true);
    if (!to || missing.length > 0) return;
    change.mutate({ tickets, change: { kind: 'transition', transition: toTransition(to, values) } });
  };
  const errors = isApiError(change.error, 422) ? change.error.fieldErrors : {};
  return (
    <ActionModal
      title={t`Change the status`}
      tickets={tickets}
      submitLabel={to ? t(STATUS_LABELS[to]) : <Trans>Change</Trans>}
      onSubmit={submit}
      busy={change.isPending}
      error={change.error}
      disabled={!to}
    >
      {moves.length === 0 ? (
        <Text size="sm">
          <Trans>There is no move from here.</Trans>
        </Text>
      ) : (
        <Targets moves={moves} total={tickets.length} value={to} onChange={setTo} />
      )}
      {to && fieldsFor(to).length > 0 && (
        <MoveFields
          to={to}
          values={values}
          onChange={(changes) => setValues((old) => ({ ...old, ...changes }))}
          missing={tried ? missing : []}
          errors={errors}
        />
      )}
    </ActionModal>
  );
}

interface TargetProps {
  moves: { to: TicketStatus; count: number }[];
  total: number;
  value: TicketStatus | undefined;
  onChange: (to: TicketStatus) => void;
}

function Targets({ moves, total, value, onChange }: TargetProps) {
  const { t } = useLingui();
  return (
    <Radio.Group
      label={t`New status`}
      value={value ?? ''}
      onChange={(next) => onChange(next as TicketStatus)}
    >
      <Stack gap="xs" mt="xs">
        {moves.map(({ to, count }, index) => (
          <Radio
            key={to}
            value={to}
            {...(index === 0 && !value ? { 'data-autofocus': true } : {})}
            label={
              <Group gap="xs" component="span">
                <StatusChip status={to} />
                {count < total && (
                  <Text span size="xs" c="dimmed">
                    <Trans>
                      {count} of {total} can
                    </Trans>
                  </Text>
                )}
              </Group>
            }
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
