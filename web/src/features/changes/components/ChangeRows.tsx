import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Paper, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ChangeCard } from '@/api/changes';
import { ChangeStateBadge, ChangeTypeBadge, RiskBadge } from '@/ui/ChangeBadges';
import { ChangeWindow } from '@/ui/ChangeWindow';
import { BlockLink } from '@/ui/links';
import classes from './ChangeRows.module.css';

/** Changes under one another; the whole row opens one. */
export function ChangeRows({ changes }: { changes: ChangeCard[] }) {
  const { t } = useLingui();
  return (
    <Paper withBorder component="ul" className={classes.list} aria-label={t`Changes`}>
      {changes.map((change) => (
        <li key={change.id}>
          <Row change={change} />
        </li>
      ))}
    </Paper>
  );
}

function Row({ change }: { change: ChangeCard }) {
  return (
    <BlockLink to="/changes/$id" params={{ id: change.number }} className={classes.row}>
      <span className={classes.what}>
        <span className={classes.title}>{change.title}</span>
        <Text span size="xs" c="dimmed">
          {change.number} · {change.implementer?.name ?? change.requester.name}
        </Text>
      </span>
      <span className={classes.badges}>
        <ChangeTypeBadge type={change.type} />
        <RiskBadge level={change.risk_level} />
        {change.conflicts > 0 && (
          <Badge
            color="yellow"
            variant="light"
            tt="none"
            leftSection={<IconAlertTriangle size={12} aria-hidden />}
          >
            <Trans>{change.conflicts} in the way</Trans>
          </Badge>
        )}
      </span>
      <span className={classes.when}>
        <ChangeWindow from={change.starts_at} to={change.ends_at} zone={change.timezone} short />
      </span>
      <span className={classes.state}>
        <ChangeStateBadge state={change.state} />
        {change.approvals && (
          <Text span size="xs" c="dimmed" className={classes.approvals}>
            <IconCircleCheck size={14} aria-hidden />
            <Trans>
              {change.approvals.approved} of {change.approvals.needed} approved
            </Trans>
          </Text>
        )}
      </span>
    </BlockLink>
  );
}
