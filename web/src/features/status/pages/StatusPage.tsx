import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Paper, Skeleton, Stack, Switch, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useCan } from '@/api/auth';
import { type Status, type StatusPost, statusKeys, statusQuery, subscribe } from '@/api/status';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { Post } from '../components/Post';
import { Services } from '../components/Services';

const PostForm = lazy(() => import('../components/PostForm'));
const ServicesForm = lazy(() => import('../components/ServicesForm'));

/** How the services do: for everybody to read, for the desk to write. */
export function StatusPage() {
  const { t } = useLingui();
  const { data, isPending, isError, error, refetch } = useQuery(statusQuery());
  const canPost = useCan('status.post');
  const canKeep = useCan('settings.manage');
  const [posting, setPosting] = useState(false);
  return (
    <Page
      title={t`Service status`}
      width="narrow"
      lead={data && <Summary status={data} />}
      actions={
        canPost &&
        !posting && (
          <Button leftSection={<IconPlus size={18} />} onClick={() => setPosting(true)}>
            <Trans>Post</Trans>
          </Button>
        )
      }
    >
      {isPending && <CardsSkeleton count={4} />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <Stack gap="xl">
          {posting && (
            <Suspense fallback={<Skeleton h={320} radius="lg" />}>
              <PostForm services={data.services} onDone={() => setPosting(false)} />
            </Suspense>
          )}
          <Posts title={<Trans>Going on now</Trans>} posts={data.incidents} />
          <Posts title={<Trans>Announcements</Trans>} posts={data.announcements} />
          <Posts title={<Trans>Planned maintenance</Trans>} posts={data.maintenance} />
          <Services services={data.services.filter((service) => service.is_active)} />
          {canKeep && (
            <Suspense>
              <ServicesForm services={data.services} />
            </Suspense>
          )}
          <Subscribe wanted={data.is_subscribed} />
          <Posts title={<Trans>The last 14 days</Trans>} posts={data.recent} />
        </Stack>
      )}
    </Page>
  );
}

function Summary({ status }: { status: Status }) {
  const troubled = status.services.filter(({ state, is_active }) => is_active && state !== 'operational');
  if (troubled.length === 0) return <Trans>Everything works.</Trans>;
  const names = troubled.map(({ name }) => name).join(', ');
  return <Trans>Not as usual: {names}</Trans>;
}

function Posts({ title, posts }: { title: ReactNode; posts: StatusPost[] }) {
  if (posts.length === 0) return null;
  return (
    <section>
      <Title order={2} mb="sm">
        {title}
      </Title>
      <Stack gap="sm">
        {posts.map((post) => (
          <Post key={post.id} post={post} />
        ))}
      </Stack>
    </section>
  );
}

function Subscribe({ wanted }: { wanted: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: subscribe,
    onSettled: () => client.invalidateQueries({ queryKey: statusKeys.all }),
    onError: (error) => toastFailed(error, t`Your settings were not saved`),
  });
  return (
    <Paper withBorder p="lg">
      <Switch
        checked={change.isPending ? (change.variables ?? wanted) : wanted}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
        label={t`Write to me about every incident, maintenance and announcement`}
        description={t`By mail, in your language. What you said “me too” to is always told.`}
      />
    </Paper>
  );
}
