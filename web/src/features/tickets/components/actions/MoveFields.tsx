import { useLingui } from '@lingui/react/macro';
import { NativeSelect, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import type { TicketStatus } from '@/api/types';
import { PENDING_LABELS } from '@/ui/labels';
import type { MoveField, MoveValues } from '../../moves';

interface Props {
  to: TicketStatus;
  values: MoveValues;
  onChange: (changes: Partial<MoveValues>) => void;
  missing: MoveField[];
  errors: Record<string, string>;
}

/** What a move needs: the reason to wait or to reopen, the closure notes. */
export function MoveFields(props: Props) {
  if (props.to === 'pending') return <PendingFields {...props} />;
  if (props.to === 'resolved') return <ResolutionFields {...props} />;
  return <ReopenFields {...props} />;
}

function useError({ missing, errors }: Props): (field: MoveField) => string | undefined {
  const { t } = useLingui();
  return (field) => errors[field] ?? (missing.includes(field) ? t`Please fill this in.` : undefined);
}

function PendingFields(props: Props) {
  const { t } = useLingui();
  const error = useError(props);
  const { data } = useQuery(referenceQuery());
  return (
    <Stack gap="sm">
      <NativeSelect
        data-autofocus
        label={t`What does it wait for?`}
        description={t`The resolution clock stands still meanwhile.`}
        required
        value={props.values.pending_reason}
        onChange={(event) => props.onChange({ pending_reason: event.currentTarget.value })}
        error={error('pending_reason')}
        data={[
          { value: '', label: t`Choose a reason` },
          ...(data?.pending_reasons ?? []).map((reason) => ({
            value: reason,
            label: t(PENDING_LABELS[reason]),
          })),
        ]}
      />
      <Textarea
        label={t`Message to the requester`}
        description={t`Optional; it becomes a public reply.`}
        autosize
        minRows={2}
        maxRows={8}
        value={props.values.comment}
        onChange={(event) => props.onChange({ comment: event.currentTarget.value })}
        error={error('comment')}
      />
    </Stack>
  );
}

function ResolutionFields(props: Props) {
  const { t } = useLingui();
  const error = useError(props);
  const { data } = useQuery(referenceQuery());
  return (
    <Stack gap="sm">
      <Textarea
        data-autofocus
        label={t`What solved it?`}
        description={t`The requester reads this.`}
        required
        autosize
        minRows={3}
        maxRows={10}
        value={props.values.resolution_summary}
        onChange={(event) => props.onChange({ resolution_summary: event.currentTarget.value })}
        error={error('resolution_summary')}
      />
      <NativeSelect
        label={t`Kind of solution`}
        required
        value={props.values.resolution_category}
        onChange={(event) => props.onChange({ resolution_category: event.currentTarget.value })}
        error={error('resolution_category')}
        data={[
          { value: '', label: t`Choose one` },
          ...(data?.resolution_categories ?? []).map(({ name }) => name),
        ]}
      />
      <Textarea
        label={t`Root cause`}
        description={t`For colleagues and reports.`}
        required
        autosize
        minRows={2}
        maxRows={6}
        value={props.values.root_cause}
        onChange={(event) => props.onChange({ root_cause: event.currentTarget.value })}
        error={error('root_cause')}
      />
    </Stack>
  );
}

function ReopenFields(props: Props) {
  const { t } = useLingui();
  const error = useError(props);
  return (
    <Textarea
      data-autofocus
      label={t`Why is it not solved?`}
      required
      autosize
      minRows={2}
      maxRows={6}
      value={props.values.reason}
      onChange={(event) => props.onChange({ reason: event.currentTarget.value })}
      error={error('reason')}
    />
  );
}
