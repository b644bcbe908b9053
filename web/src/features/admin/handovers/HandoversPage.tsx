import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { IconArrowsShuffle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy } from 'react';
import {
  type Handover,
  type HandoverOffer,
  handoverKeys,
  offersQuery,
  recentHandoversQuery,
  undoHandover,
} from '@/api/handovers';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { useAdminSearch } from '../frame/use-admin-search';
import { STATE_COLORS, STATE_LABELS } from './labels';

const Preview = lazy(async () => ({ default: (await import('./Preview')).Preview }));

/** Whose open tickets wait for a decision, and what was handed over lately. */
export function HandoversPage() {
  const { t } = useLingui();
  const { search, open, close } = useAdminSearch();
  const offers = useQuery(offersQuery());
  const name = offers.data?.find(({ user }) => user.id === search.edit)?.user.name;
  return (
    <AdminPage
      title={t`Handovers`}
      lead={<Trans>Open tickets of people who left or are on leave. Nothing moves until you say so.</Trans>}
    >
      {offers.isPending && <CardsSkeleton />}
      {offers.error && <ErrorState error={offers.error} onRetry={() => void offers.refetch()} />}
      {offers.data?.length === 0 && (
        <EmptyState
          icon={IconArrowsShuffle}
          title={<Trans>Nobody’s tickets wait</Trans>}
          text={<Trans>Everybody who has open tickets is at work in these days.</Trans>}
        />
      )}
      <Stack gap="sm">
        {offers.data?.map((offer) => (
          <Offer key={offer.user.id} offer={offer} onOpen={() => open(offer.user.id)} />
        ))}
      </Stack>
      <Recent />
      <EditDrawer<HandoverOffer>
        titles={{ create: '', edit: name ? t`Tickets of ${name}` : t`Tickets` }}
        rows={offers.data}
        rowId={({ user }) => user.id}
        size={720}
      >
        {(offer) => offer && <Preview offer={offer} onDone={() => close()} />}
      </EditDrawer>
    </AdminPage>
  );
}

function Offer({ offer, onOpen }: { offer: HandoverOffer; onOpen: () => void }) {
  const count = offer.open_count;
  const until = offer.until && formatMoment(offer.until);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{offer.user.name}</Text>
          <Text size="sm" c="dimmed">
            {offer.why === 'deactivated' ? (
              <Trans>Account is deactivated</Trans>
            ) : (
              <Trans>On leave until {until}</Trans>
            )}
            {' · '}
            <Plural value={count} one="# open ticket" other="# open tickets" />
          </Text>
        </div>
        <Button variant="light" onClick={onOpen}>
          <Trans>Who would get them?</Trans>
        </Button>
      </Group>
    </Paper>
  );
}

function Recent() {
  const { data } = useQuery(recentHandoversQuery());
  if (!data || data.length === 0) return null;
  return (
    <section>
      <Title order={2} size="h4" mt="xl" mb="sm">
        <Trans>Lately</Trans>
      </Title>
      <Stack gap="xs">
        {data.map((handover) => (
          <Past key={handover.id} handover={handover} />
        ))}
      </Stack>
    </section>
  );
}

function Past({ handover }: { handover: Handover }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: () => undoHandover(handover.id),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: handoverKeys.all });
      toastDone(t`The tickets go back.`);
    },
    onError: (error) => toastFailed(error, t`It was not undone`),
  });
  const { moved, kept, returned, waiting, asked_by: by, reason } = handover;
  const when = formatMoment(handover.created_at);
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {handover.from_user.name}
            </Text>
            <Badge variant="light" color={STATE_COLORS[handover.state]} tt="none" radius="sm">
              {t(STATE_LABELS[handover.state])}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            <Trans>
              {when} by {by}: {reason}
            </Trans>
          </Text>
          <Text size="sm" c="dimmed" className="numeric">
            {[
              moved > 0 && t`${moved} moved`,
              waiting > 0 && t`${waiting} waiting`,
              returned > 0 && t`${returned} given back`,
              kept > 0 && t`${kept} left as others had changed them`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        {handover.state === 'done' && moved > 0 && (
          <Button variant="default" size="xs" loading={undo.isPending} onClick={() => undo.mutate()}>
            <Trans>Undo</Trans>
          </Button>
        )}
      </Group>
    </Paper>
  );
}
