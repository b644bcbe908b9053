import { useLingui } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import type { AssetImport } from '@/api/asset-imports';
import classes from './Imports.module.css';

/** What became of the rows, in a line. */
export function Counts({ counts }: { counts: AssetImport['counts'] }) {
  const { t } = useLingui();
  const parts = [
    ['new', counts.new, t`${counts.new} new`],
    ['changed', counts.changed, t`${counts.changed} changed`],
    ['unchanged', counts.unchanged, t`${counts.unchanged} unchanged`],
    ['refused', counts.refused, t`${counts.refused} refused`],
    ['restored', counts.restored, t`${counts.restored} as before`],
    ['kept', counts.kept, t`${counts.kept} not taken back`],
  ] as const;
  const known = parts.filter(([, number]) => number > 0);
  if (known.length === 0) return null;
  return (
    <Group gap="md" component="span">
      {known.map(([name, , words]) => (
        <Text key={name} span size="sm" className={classes.count ?? ''} data-kind={name}>
          {words}
        </Text>
      ))}
    </Group>
  );
}
