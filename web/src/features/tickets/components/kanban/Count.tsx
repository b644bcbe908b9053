import { useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './Kanban.module.css';

interface Props {
  count: number;
  /** Not all of them are loaded. */
  open?: boolean;
  limit: number | null;
}

/** How many tickets stand somewhere and how many the team wants there; above that it warns. */
export function Count({ count, open = false, limit }: Props) {
  const { t } = useLingui();
  const said = `${count}${open ? '+' : ''}`;
  if (limit === null) {
    return (
      <Text span c="dimmed" size="sm" className="numeric">
        {said}
      </Text>
    );
  }
  const over = count > limit;
  return (
    <Text
      span
      size="sm"
      className={`numeric ${classes.count}`}
      data-over-limit={over || undefined}
      title={
        over ? t`More than the ${limit} the team wants here at once` : t`The team wants ${limit} here at most`
      }
    >
      {over && <IconAlertTriangle size={14} aria-label={t`Over the limit`} />} {said} / {limit}
    </Text>
  );
}
