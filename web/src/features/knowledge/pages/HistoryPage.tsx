import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, NativeSelect, Paper, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconArrowLeft, IconRestore } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type ArticleVersion,
  diffQuery,
  kbKeys,
  newestQuery,
  restoreVersion,
  versionsQuery,
} from '@/api/knowledge';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { DiffView } from '../components/DiffView';
import classes from './HistoryPage.module.css';

const route = getRouteApi('/signed-in/desk/kb/$slug/history');

/** Every version of an article, what each changed, and the way back to it. */
export function HistoryPage() {
  const { t } = useLingui();
  const { slug } = route.useParams();
  const article = useQuery(newestQuery(slug));
  const versions = useQuery(versionsQuery(slug));
  const [picked, setPicked] = useState<number | null>(null);
  const failed = article.error ?? versions.error;
  const shown = picked ?? versions.data?.[0]?.number;
  return (
    <Page
      title={t`History`}
      lead={article.data?.title}
      above={
        <TextLink to="/kb/$slug" params={{ slug }} size="sm" mb="xs" display="inline-block">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={15} aria-hidden /> <Trans>Back to the article</Trans>
          </Group>
        </TextLink>
      }
    >
      {failed && (
        <ErrorState
          error={failed}
          onRetry={() => {
            void article.refetch();
            void versions.refetch();
          }}
        />
      )}
      {!failed && (!article.data || !versions.data) && <CardsSkeleton />}
      {article.data && versions.data && shown !== undefined && (
        <div className={classes.columns}>
          <VersionList versions={versions.data} shown={shown} onPick={setPicked} />
          <Changes
            key={shown}
            slug={slug}
            version={article.data.version}
            number={shown}
            versions={versions.data}
            canRestore={article.data.status !== 'archived' && shown !== article.data.head_version}
            onRestored={() => setPicked(null)}
          />
        </div>
      )}
    </Page>
  );
}

interface ListProps {
  versions: ArticleVersion[];
  shown: number;
  onPick: (number: number) => void;
}

function VersionList({ versions, shown, onPick }: ListProps) {
  const { t } = useLingui();
  return (
    <Paper withBorder component="nav" className={classes.list} aria-label={t`Versions, newest first`}>
      {versions.map((one) => (
        <UnstyledButton
          key={one.number}
          className={classes.version}
          aria-current={one.number === shown || undefined}
          onClick={() => onPick(one.number)}
        >
          <Group gap={6} justify="space-between" wrap="nowrap">
            <Text size="sm" fw={600}>
              <Trans>Version {one.number}</Trans>
            </Text>
            {one.is_live && (
              <Badge size="sm" variant="light" color="teal">
                <Trans>Live</Trans>
              </Badge>
            )}
          </Group>
          <Text size="xs" c="dimmed">
            {one.author} · {formatMoment(one.created_at)}
          </Text>
          {one.note && <Text size="xs">{one.note}</Text>}
        </UnstyledButton>
      ))}
    </Paper>
  );
}

interface ChangesProps {
  slug: string;
  /** Of the record, for a safe restore. */
  version: number;
  number: number;
  versions: ArticleVersion[];
  canRestore: boolean;
  onRestored: () => void;
}

function Changes({ slug, version, number, versions, canRestore, onRestored }: ChangesProps) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [against, setAgainst] = useState<number | undefined>(undefined);
  const { data, isPending, isError, error, refetch } = useQuery(diffQuery(slug, number, against));
  const restore = useMutation({
    mutationFn: () => restoreVersion(slug, version, number),
    onSuccess: () => {
      toastDone(t`Version ${number} is the newest draft again`);
      onRestored();
      return client.invalidateQueries({ queryKey: kbKeys.all });
    },
    onError: (fault) => toastFailed(fault, t`The version was not brought back`),
  });
  return (
    <Stack gap="sm" className={classes.changes}>
      <Group justify="space-between" align="flex-end" gap="sm">
        <NativeSelect
          label={t`Version ${number} compared with`}
          value={String(against ?? number - 1)}
          onChange={(event) => setAgainst(Number(event.currentTarget.value))}
          data={[
            ...versions
              .filter((one) => one.number !== number)
              .map((one) => ({ value: String(one.number), label: t`Version ${one.number}` })),
            ...(number === 1 ? [{ value: '0', label: t`Nothing` }] : []),
          ]}
        />
        {canRestore && (
          <Button
            variant="default"
            leftSection={<IconRestore size={16} aria-hidden />}
            loading={restore.isPending}
            onClick={() => restore.mutate()}
          >
            <Trans>Bring this version back</Trans>
          </Button>
        )}
      </Group>
      {isPending && <CardsSkeleton count={2} />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && <DiffView diff={data} />}
    </Stack>
  );
}
