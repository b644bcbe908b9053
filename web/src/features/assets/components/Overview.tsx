import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Asset, TypeField } from '@/api/assets';
import { currentTime } from '@/lib/clock';
import { formatDate } from '@/lib/time';
import { daysUntil } from '../model';
import classes from './Overview.module.css';

const day = (iso: string | null) => iso && formatDate(iso, 'UTC');

/** Everything that is written of an asset, in three groups; what is not known is left out. */
export function Overview({ asset }: { asset: Asset }) {
  const { t } = useLingui();
  const cost = asset.cost && asset.currency && money(asset.cost, asset.currency);
  return (
    <Stack gap="md">
      <Facts
        title={t`What it is`}
        facts={[
          [t`Type`, asset.type.name],
          [t`Serial number`, asset.serial],
          [t`Manufacturer`, asset.manufacturer],
          [t`Model`, asset.model],
          ...asset.type_fields.map((field) => [field.label, shown(field, asset, t`Yes`, t`No`)] as const),
        ]}
      />
      <Facts
        title={t`Who and where`}
        facts={[
          [t`Held by`, asset.owner?.name],
          [t`Location`, asset.location?.name],
          [t`Room or place`, asset.place],
          [t`Must be up of what it needs`, asset.needed_up],
          [t`Seen on the network`, asset.seen_at && formatDate(asset.seen_at)],
        ]}
      />
      <Facts
        title={t`Purchase and contract`}
        facts={[
          [t`Bought on`, day(asset.purchased_on)],
          [t`Warranty until`, asset.warranty_until && <Until key="w" iso={asset.warranty_until} />],
          [t`Next maintenance`, asset.maintenance_on && <Until key="m" iso={asset.maintenance_on} />],
          [t`Cost`, cost],
          [t`Vendor`, asset.vendor],
          [t`Contract`, asset.contract],
          [t`Contract until`, asset.contract_until && <Until key="c" iso={asset.contract_until} />],
          [t`Seats`, asset.seats === null ? null : `${asset.seats_used} / ${asset.seats}`],
        ]}
      />
      {asset.notes && (
        <Paper withBorder p="lg" component="section">
          <Title order={2} size="h4" mb="xs">
            <Trans>Notes</Trans>
          </Title>
          <Text className={classes.notes ?? ''}>{asset.notes}</Text>
        </Paper>
      )}
    </Stack>
  );
}

type Fact = readonly [label: string, value: ReactNode];

function Facts({ title, facts }: { title: string; facts: Fact[] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== '');
  if (known.length === 0) return null;
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Title order={2} size="h4" mb="md">
        {title}
      </Title>
      <dl className={classes.facts}>
        {known.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Paper>
  );
}

/** A day with how far it is, where it is near or over. */
function Until({ iso }: { iso: string }) {
  const days = daysUntil(iso, currentTime());
  return (
    <Group gap={6} component="span" display="inline-flex">
      {day(iso)}
      {days < 0 && (
        <Badge color="red" variant="light" radius="sm" tt="none">
          <Trans>over</Trans>
        </Badge>
      )}
      {days >= 0 && days <= 90 && (
        <Badge color="yellow" variant="light" radius="sm" tt="none">
          <Trans>in {days} days</Trans>
        </Badge>
      )}
    </Group>
  );
}

function money(cost: string, currency: string): string {
  try {
    return new Intl.NumberFormat(document.documentElement.lang || 'en', {
      style: 'currency',
      currency,
    }).format(Number(cost));
  } catch {
    return `${cost} ${currency}`;
  }
}

function shown(field: TypeField, asset: Asset, yes: string, no: string): string | null {
  const value = asset.fields[field.key];
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? yes : no;
  if (field.kind === 'date') return day(String(value));
  return field.unit ? `${value} ${field.unit}` : String(value);
}
