import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Text, Timeline } from '@mantine/core';
import { IconArrowBackUp, IconUserShare } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Handover, handoversQuery } from '@/api/assets';
import { formatMoment } from '@/lib/time';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { CONDITION_LABELS } from '../labels';

/** Who gave the asset to whom. */
export function Handovers({ assetId }: { assetId: string }) {
  const list = useQuery(handoversQuery(assetId));
  if (list.isPending) return <CardsSkeleton />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.length === 0)
    return <EmptyState icon={IconUserShare} title={<Trans>Nobody has held it yet</Trans>} />;
  return (
    <Paper withBorder p="lg">
      <Timeline bulletSize={26} lineWidth={2}>
        {list.data.map((one) => (
          <Timeline.Item
            key={one.id}
            bullet={
              one.to_person ? (
                <IconUserShare size={14} aria-hidden />
              ) : (
                <IconArrowBackUp size={14} aria-hidden />
              )
            }
            title={<Sentence handover={one} />}
          >
            <Words handover={one} />
          </Timeline.Item>
        ))}
      </Timeline>
    </Paper>
  );
}

function Sentence({ handover }: { handover: Handover }) {
  const from = handover.from_person?.name;
  const to = handover.to_person?.name;
  if (from && to)
    return (
      <Trans>
        From {from} to {to}
      </Trans>
    );
  if (to) return <Trans>To {to}</Trans>;
  return <Trans>Back from {from}</Trans>;
}

function Words({ handover }: { handover: Handover }) {
  const { t } = useLingui();
  const when = formatMoment(handover.at);
  const by = handover.by_name;
  return (
    <>
      {handover.note && <Text size="sm">{handover.note}</Text>}
      <Text size="xs" c="dimmed">
        <Trans>
          {when} by {by}
        </Trans>
        {handover.condition && <> · {t(CONDITION_LABELS[handover.condition])}</>}
      </Text>
    </>
  );
}
