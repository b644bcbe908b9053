import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Text } from '@mantine/core';
import type { Change } from '@/api/changes';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { FIELD_LABELS } from '@/ui/change-labels';
import { TextLink } from '@/ui/links';
import { Panel } from './Panel';
import classes from './Plan.module.css';

const TEXTS = [
  'justification',
  'reason',
  'business_impact',
  'implementation_plan',
  'rollback_plan',
  'test_plan',
  'communication_plan',
] as const;

/** What is going to be done, what it means for people, how it is undone, who is told. */
export function Plan({ change }: { change: Change }) {
  const { t } = useLingui();
  const written = TEXTS.filter((name) => change[name].trim() !== '');
  return (
    <Panel title={<Trans>Plan</Trans>}>
      {change.systems.length > 0 && (
        <div className={classes.part}>
          <h3 className={classes.name}>
            <Trans>Affected systems</Trans>
          </h3>
          <Group gap={6}>
            {change.systems.map((system) => (
              <Badge key={system} variant="default" tt="none">
                {system}
              </Badge>
            ))}
          </Group>
        </div>
      )}
      {change.assets.length > 0 && (
        <div className={classes.part}>
          <h3 className={classes.name}>
            <Trans>Affected assets</Trans>
          </h3>
          <Group gap={6}>
            {change.assets.map(({ id, tag, name, type }) => (
              <Group key={id} gap={4} wrap="nowrap">
                <AssetIcon type={type} />
                <TextLink to="/assets/$id" params={{ id: tag }} size="sm">
                  {name} ({tag})
                </TextLink>
              </Group>
            ))}
          </Group>
        </div>
      )}
      {written.map((name) => (
        <div key={name} className={classes.part}>
          <h3 className={classes.name}>{FIELD_LABELS[name] && t(FIELD_LABELS[name])}</h3>
          <Text className={classes.text}>{change[name]}</Text>
        </div>
      ))}
      {written.length === 0 && change.systems.length + change.assets.length === 0 && (
        <Text c="dimmed" size="sm">
          <Trans>Nothing is written yet.</Trans>
        </Text>
      )}
    </Panel>
  );
}
