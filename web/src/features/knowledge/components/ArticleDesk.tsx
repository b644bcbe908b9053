import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { IconClockExclamation, IconEdit, IconHistory, IconInfoCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Article, articleTicketsQuery, feedbackQuery } from '@/api/knowledge';
import { formatDate } from '@/lib/time';
import { ButtonLink, TextLink } from '@/ui/links';
import { StatusChip } from '@/ui/StatusChip';
import { ARTICLE_STATUS_COLORS, ARTICLE_STATUS_LABELS } from '../labels';
import { isAhead } from '../model';
import classes from './ArticleDesk.module.css';
import { Moves } from './Moves';

/** What those who write see above an article: where it stands, what is to be done, what readers said. */
export function ArticleDesk({ article }: { article: Article }) {
  const { t } = useLingui();
  return (
    <Paper withBorder component="section" p="md" mb="lg" aria-label={t`For editors`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Badge variant="light" color={ARTICLE_STATUS_COLORS[article.status]}>
              {t(ARTICLE_STATUS_LABELS[article.status])}
            </Badge>
            <Text size="sm" c="dimmed">
              <Trans>
                Read {article.views} times · helped {article.helpful}, did not help {article.unhelpful}
              </Trans>
            </Text>
          </Group>
          <Group gap="xs">
            <ButtonLink
              to="/kb/$slug/history"
              params={{ slug: article.slug }}
              variant="default"
              size="xs"
              leftSection={<IconHistory size={15} aria-hidden />}
            >
              <Trans>History</Trans>
            </ButtonLink>
            {article.status !== 'archived' && (
              <ButtonLink
                to="/kb/$slug/edit"
                params={{ slug: article.slug }}
                variant="default"
                size="xs"
                leftSection={<IconEdit size={15} aria-hidden />}
              >
                <Trans>Edit</Trans>
              </ButtonLink>
            )}
            <Moves article={article} />
          </Group>
        </Group>
        {!article.is_live && (
          <Alert color="gray" icon={<IconInfoCircle size={18} />} p="xs">
            <Trans>Readers do not see this article.</Trans>
          </Alert>
        )}
        {isAhead(article) && (
          <Alert color="blue" icon={<IconInfoCircle size={18} />} p="xs">
            <Trans>A newer text waits; readers still see version {article.live_version}.</Trans>{' '}
            <TextLink to="/kb/$slug/history" params={{ slug: article.slug }} size="sm">
              <Trans>See what changes</Trans>
            </TextLink>
          </Alert>
        )}
        {article.is_live && article.is_review_due && article.review_by && (
          <Alert color="yellow" icon={<IconClockExclamation size={18} />} p="xs">
            <Trans>
              It was to be looked at by {formatDate(article.review_by)}. Edit it and set a new day, even when
              all of it still holds.
            </Trans>
          </Alert>
        )}
        <Complaints slug={article.slug} />
        <Tickets slug={article.slug} />
      </Stack>
    </Paper>
  );
}

function Complaints({ slug }: { slug: string }) {
  const { data = [] } = useQuery(feedbackQuery(slug));
  const worded = data.filter(({ comment }) => comment !== '').slice(0, 5);
  if (worded.length === 0) return null;
  return (
    <details className={classes.fold}>
      <summary>
        <Trans>What readers wrote: {worded.length}</Trans>
      </summary>
      <ul>
        {worded.map((one) => (
          <li key={one.id}>
            “{one.comment}” <span className={classes.by}>{one.person.name}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Tickets({ slug }: { slug: string }) {
  const { data = [] } = useQuery(articleTicketsQuery(slug));
  if (data.length === 0) return null;
  return (
    <details className={classes.fold}>
      <summary>
        <Trans>Tickets it belongs to: {data.length}</Trans>
      </summary>
      <ul>
        {data.map((ticket) => (
          <li key={ticket.id}>
            <TextLink to="/queue/$id" params={{ id: ticket.number }} size="sm">
              {ticket.number}
            </TextLink>{' '}
            {ticket.title} <StatusChip status={ticket.status} />
          </li>
        ))}
      </ul>
    </details>
  );
}
