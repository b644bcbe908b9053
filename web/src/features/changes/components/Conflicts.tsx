import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle, IconServer, IconSnowflake, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Change, type ChangeConflict, changeConflictsQuery } from '@/api/changes';
import { span } from '@/ui/ChangeWindow';
import { EFFECT_LABELS } from '@/ui/change-labels';
import { TextLink } from '@/ui/links';
import classes from './Conflicts.module.css';

const STATES = ['draft', 'submitted', 'approved', 'scheduled', 'implementing'];
const ICONS = { system: IconServer, implementer: IconUser, freeze: IconSnowflake };

/** What is in the way of a change that is still to be carried out; nothing where nothing is. */
export function Conflicts({ change }: { change: Change }) {
  const { t } = useLingui();
  const { data: found = [] } = useQuery({
    ...changeConflictsQuery(change.number),
    enabled: STATES.includes(change.state),
  });
  if (found.length === 0) return null;
  return (
    <Alert
      color={found.some((one) => one.freeze_effect === 'block') ? 'red' : 'yellow'}
      icon={<IconAlertTriangle size={20} />}
      title={t`In the way`}
      mb="md"
    >
      <ConflictList found={found} zone={change.timezone} />
    </Alert>
  );
}

/** Each thing in the way: what, why, and for how long. */
export function ConflictList({ found, zone }: { found: ChangeConflict[]; zone: string }) {
  return (
    <ul className={classes.list}>
      {found.map((one) => {
        const Icon = ICONS[one.kind];
        return (
          <li key={one.id}>
            <Icon size={18} aria-hidden className={classes.icon} />
            <div>
              <Why conflict={one} />
              <Text size="xs" c="dimmed">
                {span(one.starts_at, one.ends_at, zone)}
              </Text>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function Why({ conflict }: { conflict: ChangeConflict }) {
  const { t } = useLingui();
  if (conflict.kind === 'freeze')
    return (
      <Text size="sm">
        <Trans>
          It lies in the freeze <strong>{conflict.freeze_name}</strong>.
        </Trans>{' '}
        {conflict.freeze_effect && t(EFFECT_LABELS[conflict.freeze_effect])}.{' '}
        {conflict.freeze_reason && <span>{conflict.freeze_reason}</span>}
      </Text>
    );
  return (
    <Text size="sm" component="div">
      <TextLink to="/changes/$id" params={{ id: conflict.other_number ?? '' }} size="sm" fw={600}>
        {conflict.other_number} {conflict.other_title}
      </TextLink>
      <div>
        {conflict.kind === 'implementer' ? (
          <Trans>The same person carries both out.</Trans>
        ) : (
          <MetOn conflict={conflict} />
        )}
      </div>
    </Text>
  );
}

/** Where both meet: on the same thing, or along the graph of what depends on what. */
function MetOn({ conflict: { shared, own, theirs } }: { conflict: ChangeConflict }) {
  if (own.length + theirs.length === 0) return <Trans>Both work on {shared.join(', ')}.</Trans>;
  const along =
    own.length > 0 && theirs.length > 0 ? (
      <Trans>
        {own.join(', ')} of this change and {theirs.join(', ')} of the other depend on one another.
      </Trans>
    ) : (
      <Trans>{[...own, ...theirs].join(', ')} depends on what the other works on, or carries it.</Trans>
    );
  return shared.length === 0 ? (
    along
  ) : (
    <>
      <Trans>Both work on {shared.join(', ')}.</Trans> {along}
    </>
  );
}
