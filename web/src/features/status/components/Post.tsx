import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useCan } from '@/api/auth';
import type { StatusPost } from '@/api/status';
import { useNow } from '@/lib/clock';
import { formatMoment, formatPromise } from '@/lib/time';
import { TextLink } from '@/ui/links';
import { POST_STATES } from '@/ui/status/labels';
import { MeToo } from '@/ui/status/MeToo';
import classes from './Post.module.css';

const UpdateForm = lazy(() => import('./UpdateForm'));

const ENDED = new Set<StatusPost['state']>(['resolved', 'completed', 'cancelled', 'withdrawn']);
/** Of a long timeline the newest entries are enough to begin with. */
const SHOWN = 2;

const colorOf = ({ kind, impact, state }: StatusPost): string => {
  if (ENDED.has(state)) return 'teal';
  if (kind === 'incident') return impact === 'down' ? 'red' : 'orange';
  return kind === 'maintenance' ? 'blue' : 'indigo';
};

/** One incident, maintenance or announcement, with what was said about it so far. */
export function Post({ post }: { post: StatusPost }) {
  const { t } = useLingui();
  const ended = ENDED.has(post.state);
  return (
    <Paper withBorder p="lg" component="article" className={classes.post} data-color={colorOf(post)}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs" align="flex-start">
          <Title order={3} size="h4">
            {post.title}
          </Title>
          <Badge variant="light" tt="none" radius="sm" color={colorOf(post)}>
            {t(POST_STATES[post.state])}
          </Badge>
        </Group>
        <Facts post={post} ended={ended} />
        <Timeline post={post} />
        {post.kind === 'incident' && !ended && <MeToo post={post} />}
        {!ended && <News post={post} />}
      </Stack>
    </Paper>
  );
}

function Facts({ post, ended }: { post: StatusPost; ended: boolean }) {
  const now = useNow();
  const starts = formatMoment(post.starts_at);
  return (
    <Text size="sm" c="dimmed">
      {post.services.length > 0 && <>{post.services.join(', ')} · </>}
      {post.ends_at && post.kind === 'maintenance' ? (
        <Trans>
          {starts} to {formatMoment(post.ends_at)}
        </Trans>
      ) : (
        <Trans>since {starts}</Trans>
      )}
      {!ended && post.next_update_at && <Trans> · next news {formatPromise(post.next_update_at, now)}</Trans>}
      {post.ticket_number && (
        <>
          {' · '}
          <TextLink to="/queue/$id" params={{ id: post.ticket_number }} size="sm">
            {post.ticket_number}
          </TextLink>
        </>
      )}
    </Text>
  );
}

function Timeline({ post }: { post: StatusPost }) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const shown = all ? post.updates : post.updates.slice(0, SHOWN);
  const more = post.updates.length - shown.length;
  return (
    <>
      <ol className={classes.timeline}>
        {shown.map((update) => (
          <li key={update.id}>
            <Text size="xs" c="dimmed">
              {t(POST_STATES[update.state])} ·{' '}
              <time dateTime={update.created_at}>{formatMoment(update.created_at)}</time>
            </Text>
            <Text size="sm" className={classes.words}>
              {update.body}
            </Text>
          </li>
        ))}
      </ol>
      {more > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => setAll(true)} className={classes.more}>
          <Plural value={more} one="Show # earlier entry" other="Show # earlier entries" />
        </Button>
      )}
    </>
  );
}

function News({ post }: { post: StatusPost }) {
  const canPost = useCan('status.post');
  const [writing, setWriting] = useState(false);
  if (!canPost) return null;
  if (!writing)
    return (
      <Button variant="default" size="sm" onClick={() => setWriting(true)} className={classes.more}>
        <Trans>Write news</Trans>
      </Button>
    );
  return (
    <Suspense fallback={<Skeleton h={200} />}>
      <UpdateForm post={post} onDone={() => setWriting(false)} />
    </Suspense>
  );
}
