import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useMe } from '@/api/auth';
import { referenceQuery } from '@/api/reference';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { NewTicketForm } from '../components/NewTicketForm';

const LeftFiles = lazy(() => import('../components/LeftFiles'));

export function NewTicketPage() {
  const { t } = useLingui();
  const me = useMe();
  const { data, isPending, isError, error, refetch } = useQuery(referenceQuery());
  return (
    <Page title={t`New ticket`} lead={t`Write it down and submit; the rest is filled in for you.`}>
      {isPending && <CardsSkeleton />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Suspense>
        <LeftFiles owner={me.id} />
      </Suspense>
      {data && <NewTicketForm reference={data} />}
    </Page>
  );
}
