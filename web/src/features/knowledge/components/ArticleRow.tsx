import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ArticleCard } from '@/api/knowledge';
import { formatDate } from '@/lib/time';
import { AudienceBadge } from '@/ui/kb/AudienceBadge';
import { BlockLink } from '@/ui/links';
import { helpedShare } from '../model';
import classes from './ArticleRow.module.css';

interface Props {
  article: ArticleCard;
  title?: ReactNode;
  text?: ReactNode;
  /** Instead of the usual line of facts. */
  facts?: ReactNode;
}

/** One article in a list: the whole row opens it. */
export function ArticleRow({ article, title, text, facts }: Props) {
  const helped = helpedShare(article);
  return (
    <BlockLink to="/kb/$slug" params={{ slug: article.slug }} className={classes.row}>
      <span className={classes.title}>
        {title ?? article.title} <AudienceBadge audience={article.audience} />
      </span>
      {(text ?? article.summary) && <span className={classes.text}>{text ?? article.summary}</span>}
      <Text span size="xs" c="dimmed" className={classes.facts}>
        {facts ?? (
          <>
            <span>{article.category.name}</span>
            {article.published_at && (
              <span>
                <Trans>Updated {formatDate(article.published_at)}</Trans>
              </span>
            )}
            {helped !== null && (
              <span>
                <Trans>Helped {helped} %</Trans>
              </span>
            )}
          </>
        )}
      </Text>
    </BlockLink>
  );
}
