import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type StatusPost, statusQuery } from '@/api/status';
import { useNow } from '@/lib/clock';
import { formatPromise } from '@/lib/time';
import { TextLink } from '../links';
import { POST_STATES } from './labels';
import { MeToo } from './MeToo';

interface Props {
  /** What somebody is writing: only issues with a word of it are shown. Left out: all of them. */
  text?: string;
  onJoined?: () => void;
}

const SHOWN = 3;
const SHORTEST_WORD = 3;

const wordsOf = (text: string) =>
  new Set((text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST_WORD));

/** Whether a text speaks of an incident: it shares a word with its title or its services. */
export function speaksOf(text: string, post: Pick<StatusPost, 'title' | 'services'>): boolean {
  const typed = wordsOf(text);
  return [...wordsOf(`${post.title} ${post.services.join(' ')}`)].some((word) => typed.has(word));
}

/** Open incidents that many have: whoever has them too says so with one press and needs no ticket. */
export default function KnownIssues({ text, onJoined }: Props) {
  const { data } = useQuery(statusQuery());
  const issues = (data?.incidents ?? []).filter((post) => text === undefined || speaksOf(text, post));
  if (issues.length === 0) return null;
  return (
    <Stack gap="sm">
      {issues.slice(0, SHOWN).map((post) => (
        <Issue key={post.id} post={post} {...(onJoined ? { onJoined } : {})} />
      ))}
    </Stack>
  );
}

function Issue({ post, onJoined }: { post: StatusPost; onJoined?: () => void }) {
  const { t } = useLingui();
  const now = useNow();
  return (
    <Alert color="orange" icon={<IconAlertTriangle size={18} />} title={post.title} role="status">
      <Stack gap="sm">
        <Text size="sm">
          <Trans>Known problem</Trans> · {t(POST_STATES[post.state])}
          {post.next_update_at && <Trans> · next news {formatPromise(post.next_update_at, now)}</Trans>}{' '}
          <TextLink to="/status" size="sm" underline="always">
            <Trans>Read more</Trans>
          </TextLink>
        </Text>
        <MeToo post={post} {...(onJoined ? { onJoined } : {})} />
      </Stack>
    </Alert>
  );
}
