import { Trans } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ownLeaveQuery } from '@/api/presence';
import { ErrorState } from '@/ui/ErrorState';
import { LeaveEditor } from '@/ui/leave/LeaveEditor';
import { Section } from './Section';

/** One's own leave: no tickets by themselves in that time. */
export function LeaveSection() {
  const { data, error, isPending, refetch } = useQuery(ownLeaveQuery());
  return (
    <Section
      title={<Trans>Your leave</Trans>}
      text={<Trans>You get no new tickets by themselves in that time. Colleagues see when, not why.</Trans>}
    >
      {isPending && <Skeleton h={60} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && <LeaveEditor leaves={data} mayPlan />}
    </Section>
  );
}
