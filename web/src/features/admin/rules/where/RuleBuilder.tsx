import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Input, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Leaf, Mentioned, Op, TicketField, Where } from '@/api/conditions';
import { ALL_FIELDS, FIELDS, OP_LABELS, operatorsOf } from './fields';
import { asGroup, fromGroup, isLeaf, type Mode, newLeaf, withOp } from './model';
import classes from './RuleBuilder.module.css';
import { ValueInput } from './ValueInput';

const DEEPEST = 5;

interface Props {
  label: string;
  /** What no condition at all means. */
  emptyWords: ReactNode;
  value?: Where;
  onChange?: (where: Where) => void;
  error?: ReactNode;
  mentioned: Mentioned[];
  /** The fields to ask about; left out: all. */
  fields?: TicketField[];
}

/** When a rule holds, put together from rows and groups in plain words. */
export function RuleBuilder(props: Props) {
  const { value = { all: [] }, onChange = () => undefined, fields = ALL_FIELDS } = props;
  return (
    <Input.Wrapper label={props.label} error={props.error} labelElement="div">
      <GroupEditor
        node={value}
        level={1}
        fields={fields}
        mentioned={props.mentioned}
        emptyWords={props.emptyWords}
        onChange={onChange}
      />
    </Input.Wrapper>
  );
}

interface GroupProps {
  node: Where;
  /** How deep the group stands, the root at 1. */
  level: number;
  fields: TicketField[];
  mentioned: Mentioned[];
  emptyWords?: ReactNode;
  onChange: (node: Where) => void;
  onRemove?: () => void;
}

function GroupEditor({ node, level, emptyWords, onChange, onRemove, ...shared }: GroupProps) {
  const { t } = useLingui();
  const { mode, children } = asGroup(node);
  const put = (changed: Where[]) => onChange(fromGroup({ mode, children: changed }));
  const inner = level + (mode === 'none' ? 2 : 1);
  const first = shared.fields[0] ?? 'category';
  return (
    <Stack gap="sm" mt={level === 1 ? 6 : 0}>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <NativeSelect
          aria-label={t`How the conditions go together`}
          value={mode}
          data={[
            { value: 'all', label: t`All of these hold` },
            { value: 'any', label: t`Any of these holds` },
            { value: 'none', label: t`None of these holds` },
          ]}
          onChange={(event) => onChange(fromGroup({ mode: event.currentTarget.value as Mode, children }))}
        />
        {onRemove && <RemoveButton label={t`Remove the group`} onClick={onRemove} />}
      </Group>
      {children.length === 0 && emptyWords && (
        <Text size="sm" c="dimmed">
          {emptyWords}
        </Text>
      )}
      {children.map((child, index) => {
        const change = (changed: Where) => put(children.with(index, changed));
        const remove = () => put(children.toSpliced(index, 1));
        const key = String(index); // Rows have no identity but their place.
        return isLeaf(child) ? (
          <Row key={key} leaf={child} onChange={change} onRemove={remove} {...shared} />
        ) : (
          <div key={key} className={classes.group}>
            <GroupEditor node={child} level={inner} onChange={change} onRemove={remove} {...shared} />
          </div>
        );
      })}
      <Group gap="xs">
        <AddButton onClick={() => put([...children, newLeaf(first)])}>
          <Trans>Condition</Trans>
        </AddButton>
        {inner + 1 < DEEPEST && (
          <AddButton onClick={() => put([...children, { any: [newLeaf(first)] }])}>
            <Trans>Group</Trans>
          </AddButton>
        )}
      </Group>
    </Stack>
  );
}

interface RowProps {
  leaf: Leaf;
  fields: TicketField[];
  mentioned: Mentioned[];
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
}

function Row({ leaf, fields, mentioned, onChange, onRemove }: RowProps) {
  const { t } = useLingui();
  const operators = operatorsOf(leaf.field);
  // An operator that only the interface can set stays on offer where it is set.
  const offered = operators.includes(leaf.op) ? operators : [...operators, leaf.op];
  return (
    <div className={classes.row}>
      <NativeSelect
        aria-label={t`What to look at`}
        value={leaf.field}
        data={fields.map((field) => ({ value: field, label: t(FIELDS[field].label) }))}
        onChange={(event) => onChange(newLeaf(event.currentTarget.value as TicketField))}
      />
      <NativeSelect
        aria-label={t`How to compare`}
        value={leaf.op}
        data={offered.map((op) => ({ value: op, label: t(OP_LABELS[op]) }))}
        onChange={(event) => onChange(withOp(leaf, event.currentTarget.value as Op))}
      />
      <RemoveButton label={t`Remove the condition`} onClick={onRemove} />
      <div className={classes.value}>
        <ValueInput leaf={leaf} mentioned={mentioned} onChange={(value) => onChange({ ...leaf, value })} />
      </div>
    </div>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={onClick}>
      <IconX size={16} />
    </ActionIcon>
  );
}

function AddButton({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={onClick}>
      {children}
    </Button>
  );
}
