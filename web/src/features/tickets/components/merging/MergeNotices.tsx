import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Spoiler, Stack, Text } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Merge, mergesQuery, undoMerge } from '@/api/merging';
import type { Ticket } from '@/api/types';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { TextLink } from '@/ui/links';
import { refreshTickets } from '../../cache';

/** Where this ticket goes on, and what goes on in it. */
export default function MergeNotices({ ticket, name }: { ticket: Ticket; name: string }) {
  const { data: merges = [] } = useQuery(mergesQuery(name));
  const open = merges.filter(({ undone_at }) => undone_at === null);
  if (open.length === 0) return null;
  return (
    <Stack gap="sm">
      {open.map((merge) => (
        <Alert
          key={merge.id}
          variant="light"
          color={merge.source.id === ticket.id ? 'gray' : 'indigo'}
          icon={<IconArrowMerge size={20} />}
          title={<Head merge={merge} isSource={merge.source.id === ticket.id} />}
        >
          <Said merge={merge} isSource={merge.source.id === ticket.id} />
          <Group justify="space-between" mt={6} gap="xs">
            <Text size="xs" c="dimmed">
              {merge.merged_by} · {formatMoment(merge.merged_at)}
            </Text>
            {merge.may_undo && <Undo merge={merge} />}
          </Group>
        </Alert>
      ))}
    </Stack>
  );
}

function Head({ merge: { source, target }, isSource }: { merge: Merge; isSource: boolean }) {
  const other = isSource ? target : source;
  const link = (
    <TextLink to="/queue/$id" params={{ id: other.number }}>
      {other.number}
    </TextLink>
  );
  return isSource ? <Trans>Goes on in {link}</Trans> : <Trans>{link} goes on here</Trans>;
}

/** The words of the ticket that goes on here stand with its messages in the conversation; its report stands here. */
function Said({ merge: { source, target }, isSource }: { merge: Merge; isSource: boolean }) {
  const { t } = useLingui();
  if (isSource) return target.title && <Text size="sm">{target.title}</Text>;
  return (
    <>
      <Text size="sm" fw={600}>
        {source.title} · {source.requester}
      </Text>
      <Spoiler maxHeight={44} showLabel={t`Show all of it`} hideLabel={t`Show less`}>
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {source.description}
        </Text>
      </Spoiler>
    </>
  );
}

function Undo({ merge }: { merge: Merge }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoMerge(merge),
    onSuccess: () => toastDone(t`${merge.source.number} is on its own again`),
    onError: (error) => toastFailed(error, t`The merge was not undone`),
    onSettled: () => refreshTickets(client, [merge.source.id, merge.target.id]),
  });
  return (
    <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
      <Trans>Undo the merge</Trans>
    </Button>
  );
}
