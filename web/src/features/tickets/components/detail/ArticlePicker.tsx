import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ArticleCard, kbKeys, linkArticle, searchQuery } from '@/api/knowledge';
import type { Ticket } from '@/api/types';
import { newKey } from '@/lib/ids';
import { AudienceBadge } from '@/ui/kb/AudienceBadge';
import { Marked } from '@/ui/kb/Marked';
import classes from './Articles.module.css';

interface Props {
  ticket: Ticket;
  /** In a note colleagues read everything; a requester is sent only what they may open. */
  isNote: boolean;
  onInsert: (text: string) => void;
  onClose: () => void;
}

/** Find an article by the ticket's own words, put its link into the message, note it beside the ticket. */
export default function ArticlePicker({ ticket, isNote, onInsert, onClose }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [text, setText] = useState(ticket.title);
  const [asked] = useDebouncedValue(text.trim(), 200);
  const { data, isFetching } = useQuery(searchQuery(asked.slice(0, 200)));
  const link = useMutation({
    mutationFn: (articleId: string) => linkArticle(ticket.id, articleId, newKey()),
    onSettled: () => client.invalidateQueries({ queryKey: kbKeys.ofTicket(ticket.id) }),
  });
  const pick = (article: ArticleCard) => {
    onInsert(`${article.title}: ${window.location.origin}/kb/${article.slug}`);
    link.mutate(article.id);
    onClose();
  };
  const hits = asked ? (data?.items ?? []).slice(0, 8) : [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`Insert an article`}
      size="lg"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          type="search"
          aria-label={t`Search help articles`}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {hits.length === 0 && !isFetching && (
          <Text size="sm" c="dimmed" role="status">
            <Trans>No article found.</Trans>
          </Text>
        )}
        <ul className={classes.list}>
          {hits.map(({ article, title, excerpt }) => {
            const hidden = !isNote && article.audience !== 'everyone';
            return (
              <li key={article.id} className={classes.hit}>
                <div>
                  <Text size="sm" fw={600}>
                    <Marked pieces={title} /> <AudienceBadge audience={article.audience} />
                  </Text>
                  <Text size="xs" c="dimmed" lineClamp={2}>
                    <Marked pieces={excerpt} />
                  </Text>
                  {hidden && (
                    <Text size="xs">
                      <Trans>{ticket.requester.name} may not open this; use a note.</Trans>
                    </Text>
                  )}
                </div>
                <Button
                  size="compact-sm"
                  variant="light"
                  disabled={hidden}
                  aria-label={t`Insert ${article.title}`}
                  onClick={() => pick(article)}
                >
                  <Trans>Insert</Trans>
                </Button>
              </li>
            );
          })}
        </ul>
      </Stack>
    </Modal>
  );
}
