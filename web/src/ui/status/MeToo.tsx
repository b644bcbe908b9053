import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { IconCheck, IconHandStop } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type StatusPost, sayMeToo, statusKeys, takeBackMeToo } from '@/api/status';
import { toastDone, toastFailed } from '@/lib/toast';

interface Props {
  post: StatusPost;
  /** After somebody said it for the first time. */
  onJoined?: () => void;
}

/** "I have this problem as well": counted for the desk, and told when there is news. */
export function MeToo({ post, onJoined }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => (post.is_affected ? takeBackMeToo(post.id) : sayMeToo(post.id)),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: statusKeys.all });
      if (post.is_affected) return;
      toastDone(t`Noted. We write to you when there is news.`);
      onJoined?.();
    },
    onError: (error) => toastFailed(error, t`This was not noted`),
  });
  const count = post.affected_count ?? 0;
  return (
    <Group gap="sm">
      <Button
        size="sm"
        variant={post.is_affected ? 'light' : 'filled'}
        leftSection={post.is_affected ? <IconCheck size={16} /> : <IconHandStop size={16} />}
        loading={change.isPending}
        onClick={() => change.mutate()}
        aria-pressed={post.is_affected}
      >
        {post.is_affected ? <Trans>You said: me too</Trans> : <Trans>Me too</Trans>}
      </Button>
      {post.affected_count !== null && (
        <Text size="sm" c="dimmed">
          <Trans>People who said so: {count}</Trans>
        </Text>
      )}
    </Group>
  );
}
