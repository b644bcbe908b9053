import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Change } from '@/api/changes';
import { formatMoment } from '@/lib/time';
import { ChangeWindow } from '@/ui/ChangeWindow';
import { Panel } from './Panel';
import classes from './WindowPanel.module.css';

/** When it takes place, where, and whose it is. */
export function WindowPanel({ change }: { change: Change }) {
  return (
    <Panel title={<Trans>When and who</Trans>}>
      <dl className={classes.facts}>
        <Fact name={<Trans>Window</Trans>}>
          <ChangeWindow from={change.starts_at} to={change.ends_at} zone={change.timezone} />
        </Fact>
        <Fact name={<Trans>Asked for by</Trans>}>{change.requester.name}</Fact>
        <Fact name={<Trans>Carried out by</Trans>}>
          {change.implementer?.name ?? (
            <Text span size="sm" c="dimmed">
              <Trans>Nobody yet</Trans>
            </Text>
          )}
        </Fact>
        {change.team && <Fact name={<Trans>Team</Trans>}>{change.team.name}</Fact>}
        {change.location && <Fact name={<Trans>Site</Trans>}>{change.location.name}</Fact>}
        {change.started_at && <Fact name={<Trans>Started</Trans>}>{formatMoment(change.started_at)}</Fact>}
        {change.finished_at && <Fact name={<Trans>Finished</Trans>}>{formatMoment(change.finished_at)}</Fact>}
      </dl>
    </Panel>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
