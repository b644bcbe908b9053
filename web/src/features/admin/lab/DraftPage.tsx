import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Grid, Group, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type Draft, draftQuery, type LabKind } from '@/api/admin-lab';
import { formatMoment } from '@/lib/time';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { ActivatePanel } from './ActivatePanel';
import { Differences } from './Differences';
import { StateOfDraft } from './LabPage';
import { KIND_LABELS } from './labels';
import { RunsPanel } from './RunsPanel';

const PARTS: Record<LabKind, ('routing' | 'classification' | 'matrix' | 'sla' | 'calendars')[]> = {
  routing: ['routing'],
  classification: ['classification', 'matrix'],
  sla_policies: ['sla'],
  calendars: ['calendars'],
};

export function DraftPage() {
  const { t } = useLingui();
  const { draftId = '' } = useParams({ strict: false }) as { draftId?: string };
  const { data, error, refetch } = useQuery(draftQuery(draftId));
  return (
    <AdminPage
      title={data?.name ?? t`Draft`}
      lead={data && <Lead draft={data} />}
      back={{ to: '/admin/lab', label: <Trans>Rule lab</Trans> }}
      actions={data && <Edit draft={data} />}
    >
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <CardsSkeleton />}
      {data && <Parts draft={data} />}
    </AdminPage>
  );
}

function Lead({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  return (
    <Group gap="xs">
      <StateOfDraft state={draft.state} />
      <Text span size="sm">
        {t(KIND_LABELS[draft.kind])} · {draft.author_name} · {formatMoment(draft.updated_at)}
        {draft.reason && ` · ${draft.reason}`}
      </Text>
    </Group>
  );
}

function Edit({ draft }: { draft: Draft }) {
  const isEdited = draft.state === 'open' || draft.state === 'blocked';
  if (!isEdited) return null;
  return (
    <Group gap="xs">
      {PARTS[draft.kind].map((part) => (
        <ButtonLink
          key={part}
          to={`/admin/lab/${draft.id}/${part}` as never}
          leftSection={<IconPencil size={16} />}
          variant={part === 'matrix' ? 'light' : 'filled'}
        >
          {part === 'matrix' ? <Trans>Edit matrix</Trans> : <Trans>Edit draft</Trans>}
        </ButtonLink>
      ))}
    </Group>
  );
}

function Parts({ draft }: { draft: Draft }) {
  const { t } = useLingui();
  const hasEnded = draft.state === 'activated' || draft.state === 'discarded';
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 7 }}>
        {draft.problem && (
          <Alert
            color="red"
            icon={<IconAlertTriangle size={18} />}
            mb="md"
            title={<Trans>Not put into force</Trans>}
          >
            {draft.problem}
          </Alert>
        )}
        {draft.is_live_changed && !hasEnded && (
          <Alert color="yellow" icon={<IconAlertTriangle size={18} />} mb="md">
            <Trans>
              Others have changed what is in force since this draft was begun. Activating replaces their
              change.
            </Trans>
          </Alert>
        )}
        <Paper withBorder p="lg" component="section" aria-labelledby="differences">
          <Title order={2} size="h3" mb="sm" id="differences">
            {hasEnded ? <Trans>What it changed</Trans> : <Trans>What it would change</Trans>}
          </Title>
          <Differences lines={draft.differences} none={t`Nothing differs from what is in force.`} />
        </Paper>
        {!hasEnded && <ActivatePanel draft={draft} />}
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <RunsPanel draft={draft} />
      </Grid.Col>
    </Grid>
  );
}
