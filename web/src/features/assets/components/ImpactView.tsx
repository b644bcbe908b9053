import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { type Asset, type Direction, type Impact, type ImpactNode, impactQuery } from '@/api/assets';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { HARM_LABELS } from '../labels';
import classes from './Impact.module.css';

const ImpactGraph = lazy(() => import('./ImpactGraph'));
const DEPTH = 8;
const HARM_COLORS = { fails: 'red', weakened: 'yellow', spared: 'gray' } as const;

/** What breaks if this asset fails, or what it stands on: drawn, and in words beside it. */
export function ImpactView({ asset }: { asset: Asset }) {
  const { t } = useLingui();
  const [direction, setDirection] = useState<Direction>('suffers');
  const { data, isPending, isError, error, refetch } = useQuery(impactQuery(asset.id, direction, DEPTH));
  return (
    <Stack gap="md">
      <SegmentedControl
        value={direction}
        onChange={(value) => setDirection(value as Direction)}
        aria-label={t`Direction`}
        data={[
          { value: 'suffers', label: t`What breaks with it` },
          { value: 'needs', label: t`What it stands on` },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {isPending && <CardsSkeleton />}
      {isError && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && <Shown impact={data} />}
    </Stack>
  );
}

function Shown({ impact }: { impact: Impact }) {
  const others = impact.nodes.filter(({ distance }) => distance > 0);
  if (others.length === 0)
    return (
      <Text c="dimmed">
        {impact.direction === 'suffers' ? (
          <Trans>Nothing else breaks if it fails, as far as the register knows.</Trans>
        ) : (
          <Trans>It stands on nothing else, as far as the register knows.</Trans>
        )}
      </Text>
    );
  return (
    <>
      {impact.direction === 'suffers' && <Sum impact={impact} others={others} />}
      {impact.is_cut && (
        <Text size="sm" c="dimmed">
          <Trans>There is more: only the nearest assets are shown.</Trans>
        </Text>
      )}
      <div className={classes.columns}>
        <Suspense fallback={<CardsSkeleton />}>
          <ImpactGraph impact={impact} />
        </Suspense>
        <Stack gap="md">
          <Assets impact={impact} others={others} />
          <People impact={impact} />
          <Work impact={impact} />
        </Stack>
      </div>
    </>
  );
}

function Sum({ impact, others }: { impact: Impact; others: ImpactNode[] }) {
  const failing = others.filter(({ harm }) => harm === 'fails');
  const services = failing.filter(({ asset }) => asset.asset_class === 'service').length;
  const assets = failing.length - services;
  const weakened = others.filter(({ harm }) => harm === 'weakened').length;
  const people = impact.people.length;
  return (
    <Text>
      <Trans>
        If it fails: {services} services and {assets} other assets fail too, {weakened} hold out weakened,{' '}
        {people} people are to be told.
      </Trans>
    </Text>
  );
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section">
      <Title order={2} size="h5" mb={4}>
        {title}
      </Title>
      <ul className={classes.list}>{children}</ul>
    </Paper>
  );
}

function Assets({ impact, others }: { impact: Impact; others: ImpactNode[] }) {
  return (
    <Part title={<Trans>Assets</Trans>}>
      {others.map((node) => (
        <li key={node.asset.id}>
          <Group gap={8} wrap="nowrap" align="flex-start">
            <AssetIcon type={node.asset.type_key} />
            <div style={{ flex: 1, minWidth: 0 }}>
              <TextLink to="/assets/$id" params={{ id: node.asset.tag }} search={{ tab: 'impact' }} size="sm">
                {node.asset.name}
              </TextLink>
              {impact.direction === 'suffers' && <Why node={node} />}
            </div>
          </Group>
        </li>
      ))}
    </Part>
  );
}

function Why({ node: { harm, up, needed } }: { node: ImpactNode }) {
  const { t } = useLingui();
  return (
    <Group gap={6}>
      <Badge variant="light" color={HARM_COLORS[harm]} radius="sm" tt="none" size="sm">
        {t(HARM_LABELS[harm])}
      </Badge>
      <Text span size="xs" c="dimmed">
        {harm === 'fails' && (
          <Trans>
            {up} of {needed} needed would be up
          </Trans>
        )}
        {harm === 'weakened' && (
          <Trans>
            {up} left, {needed} needed
          </Trans>
        )}
        {harm === 'spared' && <Trans>what it needs holds out</Trans>}
      </Text>
    </Group>
  );
}

function People({ impact }: { impact: Impact }) {
  if (impact.people.length === 0) return null;
  return (
    <Part title={<Trans>To be told</Trans>}>
      {impact.people.map((person) => (
        <li key={person.id}>
          <Text size="sm">
            {person.name}{' '}
            {person.department && (
              <Text span size="xs" c="dimmed">
                {person.department}
              </Text>
            )}
          </Text>
        </li>
      ))}
    </Part>
  );
}

function Work({ impact }: { impact: Impact }) {
  const tickets = impact.work.filter(({ kind }) => kind === 'ticket');
  if (tickets.length === 0) return null;
  return (
    <Part title={<Trans>Open on the way</Trans>}>
      {tickets.map((item) => (
        <li key={`${item.id}:${item.asset_id}`}>
          <TextLink to="/tickets/$number" params={{ number: item.number }} size="sm">
            {item.number} {item.title}
          </TextLink>
        </li>
      ))}
    </Part>
  );
}
