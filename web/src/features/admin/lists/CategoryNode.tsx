import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Category } from '@/api/admin-lists';
import { MoveButtons } from '../frame/MoveButtons';
import { StateBadge } from '../frame/StateBadge';
import { NEW, useAdminSearch } from '../frame/use-admin-search';
import classes from './CategoryNode.module.css';
import type { TreeNode } from './model';

type Move = (id: string, step: -1 | 1) => void;

interface Props {
  node: TreeNode;
  /** Null while only some are shown. */
  move: Move | null;
  isFirst: boolean;
  isLast: boolean;
}

export function CategoryNode({ node, move, isFirst, isLast }: Props) {
  const { t } = useLingui();
  const { set } = useAdminSearch();
  const { entry, children } = node;
  const last = children.length - 1;
  return (
    <Paper withBorder p="md" component="section" aria-label={entry.name}>
      <Row entry={entry} move={move} isFirst={isFirst} isLast={isLast} top />
      <ul className={classes.children} aria-label={t`Subcategories of ${entry.name}`}>
        {children.map((child, index) => (
          <li key={child.id}>
            <Row entry={child} move={move} isFirst={index === 0} isLast={index === last} />
          </li>
        ))}
      </ul>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={15} />}
        onClick={() => set({ edit: NEW, parent: entry.id }, { replace: false })}
        ml={20}
        mt={4}
        aria-label={t`New subcategory of ${entry.name}`}
      >
        <Trans>Subcategory</Trans>
      </Button>
    </Paper>
  );
}

interface RowProps {
  entry: Category;
  move: Move | null;
  isFirst: boolean;
  isLast: boolean;
  top?: boolean;
}

function Row({ entry, move, isFirst, isLast, top = false }: RowProps) {
  const { open } = useAdminSearch();
  return (
    <Group justify="space-between" gap="xs" wrap="nowrap" className={classes.row}>
      <UnstyledButton className={classes.name} onClick={() => open(entry.id)}>
        <Text
          span
          fw={top ? 650 : 450}
          size={top ? 'md' : 'sm'}
          {...(entry.is_active ? {} : { c: 'dimmed' })}
        >
          {entry.name}
        </Text>
        <StateBadge active={entry.is_active} />
      </UnstyledButton>
      {move && (
        <MoveButtons
          name={entry.name}
          isFirst={isFirst}
          isLast={isLast}
          onMove={(step) => move(entry.id, step)}
        />
      )}
    </Group>
  );
}
