import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { NewTicketForm } from '../components/NewTicketForm';

export function NewTicketPage() {
  const { t } = useLingui();
  const { data, isPending, isError, error, refetch } = useQuery(referenceQuery());
  return (
    <Page title={t`New ticket`} lead={t`Write it down and submit; the rest is filled in for you.`}>
      {isPending && <CardsSkeleton />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && <NewTicketForm reference={data} />}
    </Page>
  );
}
