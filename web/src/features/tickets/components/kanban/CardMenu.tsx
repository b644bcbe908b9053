import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { STATUS_LABELS } from '@/ui/labels';
import { MenuGroup } from '@/ui/MenuGroup';
import type { Lane } from '../../kanban-lanes';
import type { Column } from '../../kanban-model';
import type { LaneBy } from '../../search';
import classes from './Kanban.module.css';

const LANE_MOVES: Record<LaneBy, MessageDescriptor> = {
  team: msg`Give to the team`,
  agent: msg`Give to`,
  priority: msg`Priority`,
};

interface Props {
  number: string;
  columns: Column[];
  lanesBy: LaneBy | undefined;
  lanes: Lane[];
  onMove: (to: Column) => void;
  onLane: (lane: Lane) => void;
}

/** Where a card may go: the way for those who do not drag. */
export function CardMenu({ number, columns, lanesBy, lanes, onMove, onLane }: Props) {
  const { t } = useLingui();
  if (columns.length + lanes.length === 0) return null;
  return (
    <Menu position="bottom-end" returnFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t`Move ${number}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        {columns.length > 0 && (
          <MenuGroup name={t`Move to`}>
            {columns.map((column) => (
              <Menu.Item key={column.to} onClick={() => onMove(column)}>
                {t(STATUS_LABELS[column.to])}
              </Menu.Item>
            ))}
          </MenuGroup>
        )}
        {lanesBy && lanes.length > 0 && (
          <MenuGroup name={t(LANE_MOVES[lanesBy])}>
            {lanes.map((lane) => (
              <Menu.Item key={lane.key} onClick={() => onLane(lane)}>
                {lane.name}
              </Menu.Item>
            ))}
          </MenuGroup>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
