import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Paper, Skeleton, Title } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { labelsQuery } from '@/api/asset-labels';
import { ButtonLink } from '@/ui/links';
import { Label } from './Label';

/** The label of one asset, on its page. */
export function OwnLabel({ assetId }: { assetId: string }) {
  const { t } = useLingui();
  const { data, isError } = useQuery(labelsQuery([assetId]));
  const label = data?.[0];
  if (isError) return null;
  return (
    <Paper withBorder p="lg" component="section" aria-label={t`Label`}>
      <Group justify="space-between" mb="md">
        <Title order={2} size="h4">
          <Trans>Label</Trans>
        </Title>
        <ButtonLink
          to="/assets/labels"
          search={{ ids: assetId }}
          size="xs"
          variant="default"
          leftSection={<IconPrinter size={15} aria-hidden />}
        >
          <Trans>Print label</Trans>
        </ButtonLink>
      </Group>
      {label ? <Label label={label} /> : <Skeleton width="63.5mm" height="38.1mm" />}
    </Paper>
  );
}
