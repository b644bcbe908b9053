import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Paper, Stack, Text } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type AssetImport, type ImportRow, importRowsQuery, type RowChoice } from '@/api/asset-imports';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { ViewTabs } from '@/ui/ViewTabs';
import classes from './Imports.module.css';
import { CHOICE_LABELS, TARGET_LABELS } from './labels';
import { firstChoice } from './model';

const CHOICES: RowChoice[] = ['new', 'changed', 'unchanged', 'refused'];

/** The rows of a file by what becomes of them, each with what it changes or why it is refused. */
export function Rows({ one }: { one: AssetImport }) {
  const { t } = useLingui();
  const [choice, setChoice] = useState<RowChoice>(() => firstChoice(one));
  const choices: RowChoice[] = one.counts.kept > 0 ? [...CHOICES, 'kept'] : CHOICES;
  return (
    <Stack gap="sm">
      <ViewTabs
        label={t`Rows`}
        value={choice}
        onChange={setChoice}
        options={choices.map((value) => ({
          value,
          label: t(CHOICE_LABELS[value]),
          count: one.counts[value],
        }))}
      />
      <List one={one} choice={choice} />
    </Stack>
  );
}

function List({ one, choice }: { one: AssetImport; choice: RowChoice }) {
  const { t } = useLingui();
  const list = useInfiniteQuery(importRowsQuery(one.id, choice));
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data.pages.flatMap((page) => page.items);
  if (rows.length === 0)
    return <EmptyState icon={IconListSearch} title={<Trans>No rows of this kind</Trans>} />;
  // A tag leads somewhere only while the asset is there.
  const isThere = one.state !== 'undone' || choice === 'kept' || choice === 'unchanged';
  const names = new Map(one.targets.map(({ key, label }) => [key, label]));
  return (
    <>
      <Paper withBorder component="ul" p={0} m={0} aria-label={t`Rows`} className={classes.list ?? ''}>
        {rows.map((row) => (
          <Row
            key={row.line}
            row={row}
            names={names}
            leads={isThere && (one.state !== 'checked' || row.outcome !== 'new') && row.outcome !== 'refused'}
          />
        ))}
      </Paper>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          <Trans>Show more</Trans>
        </Button>
      )}
    </>
  );
}

interface RowProps {
  row: ImportRow;
  names: Map<string, string | null>;
  leads: boolean;
}

function Row({ row, names, leads }: RowProps) {
  const { t } = useLingui();
  const name = (column: string) => {
    const label = TARGET_LABELS[column];
    return label ? t(label) : (names.get(column) ?? column.replace('field:', ''));
  };
  return (
    <li className={classes.row}>
      <span className={classes.line}>{t`Line ${row.line}`}</span>
      <span>
        {row.asset_tag && leads ? (
          <TextLink to="/assets/$id" params={{ id: row.asset_tag }} fw={600} size="sm">
            {row.asset_tag}
          </TextLink>
        ) : (
          <Text span fw={600} size="sm">
            {row.asset_tag ?? '–'}
          </Text>
        )}{' '}
        <Text span size="sm">
          {row.name}
        </Text>
      </span>
      <ul className={classes.said}>
        {row.reasons.map((reason) => (
          <li key={reason} className={classes.reason}>
            {reason}
          </li>
        ))}
        {row.phase !== 'kept' &&
          row.changes.map(({ column, before, after }) => (
            <li key={column}>
              {name(column)}: {before !== null && <span className={classes.before}>{before}</span>}{' '}
              {after ?? <Trans>nothing</Trans>}
            </li>
          ))}
      </ul>
    </li>
  );
}
