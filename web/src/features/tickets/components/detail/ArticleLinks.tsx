import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPencilPlus, IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  articleFromTicket,
  kbKeys,
  linkArticle,
  suggestQuery,
  ticketArticlesQuery,
  unlinkArticle,
} from '@/api/knowledge';
import type { Ticket } from '@/api/types';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { AudienceBadge } from '@/ui/kb/AudienceBadge';
import { TextLink } from '@/ui/links';
import classes from './Detail.module.css';

/** Articles beside a ticket, those that may answer it, and the way to write one out of it. */
export default function ArticleLinks({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: links = [] } = useQuery(ticketArticlesQuery(ticket.id));
  const { data: found } = useQuery(suggestQuery(works ? ticket.title.slice(0, 200) : ''));
  const refresh = () => client.invalidateQueries({ queryKey: kbKeys.ofTicket(ticket.id) });
  const link = useMutation({
    mutationFn: (id: string) => linkArticle(ticket.id, id, newKey()),
    onError: (error) => toastFailed(error, t`The article was not put beside the ticket`),
    onSettled: refresh,
  });
  const unlink = useMutation({
    mutationFn: (id: string) => unlinkArticle(ticket.id, id),
    onError: (error) => toastFailed(error, t`The article was not taken away`),
    onSettled: refresh,
  });
  const write = useMutation({
    mutationFn: () => articleFromTicket(ticket.id, newKey()),
    onSuccess: ({ slug }) => navigate({ to: '/kb/$slug/edit', params: { slug } }),
    onError: (error) => toastFailed(error, t`The article was not begun`),
  });
  const linked = new Set(links.map(({ article }) => article.id));
  const offered = (found?.items ?? []).filter(({ article }) => !linked.has(article.id)).slice(0, 3);
  if (!works && links.length === 0) return null;
  return (
    <section aria-label={t`Articles`}>
      <Group justify="space-between" mb={6}>
        <Text className={classes.sectionTitle}>
          <Trans>Articles</Trans>
        </Text>
        {works && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPencilPlus size={14} aria-hidden />}
            loading={write.isPending}
            onClick={() => write.mutate()}
          >
            <Trans>Write one</Trans>
          </Button>
        )}
      </Group>
      <Stack gap={6}>
        {links.map(({ article }) => (
          <Group key={article.id} gap={6} wrap="nowrap" justify="space-between">
            <TextLink to="/kb/$slug" params={{ slug: article.slug }} size="sm">
              {article.title} <AudienceBadge audience={article.audience} />
            </TextLink>
            {works && (
              <ActionIcon
                size="sm"
                aria-label={t`Take ${article.title} away`}
                onClick={() => unlink.mutate(article.id)}
              >
                <IconX size={14} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        ))}
        {offered.length > 0 && (
          <Text size="xs" c="dimmed">
            <Trans>May answer it:</Trans>
          </Text>
        )}
        {offered.map(({ article }) => (
          <Group key={article.id} gap={6} wrap="nowrap" justify="space-between">
            <TextLink to="/kb/$slug" params={{ slug: article.slug }} size="sm">
              {article.title} <AudienceBadge audience={article.audience} />
            </TextLink>
            <ActionIcon
              size="sm"
              aria-label={t`Put ${article.title} beside the ticket`}
              onClick={() => link.mutate(article.id)}
            >
              <IconPlus size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        {links.length === 0 && offered.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>None</Trans>
          </Text>
        )}
      </Stack>
    </section>
  );
}
