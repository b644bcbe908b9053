import { useLingui } from '@lingui/react/macro';
import { Group, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Leaf, Mentioned, TicketField } from '@/api/conditions';
import { referenceQuery } from '@/api/reference';
import { PeopleSelect } from '../../frame/PeopleSelect';
import { WordsInput } from '../choices';
import { FIELDS } from './fields';
import { ordered } from './model';

interface Props {
  leaf: Leaf;
  mentioned: Mentioned[];
  onChange: (value: unknown) => void;
}

/** The values of one row, as its field and operator want them; nothing where they want none. */
export function ValueInput({ leaf, mentioned, onChange }: Props) {
  const { t } = useLingui();
  const { field, op, value } = leaf;
  const { kind } = FIELDS[field];
  if (value === undefined) return null;
  if (op === 'between') {
    const [low = '', high = ''] = value as string[];
    return (
      <Group gap="xs" wrap="nowrap">
        <RankSelect
          field={field}
          label={t`From`}
          value={low}
          onChange={(end) => onChange(ordered(field, [end, high]))}
        />
        <RankSelect
          field={field}
          label={t`To`}
          value={high}
          onChange={(end) => onChange(ordered(field, [low, end]))}
        />
      </Group>
    );
  }
  if (op === 'at_least' || op === 'at_most') {
    return <RankSelect field={field} label={t`Value`} value={String(value)} onChange={onChange} />;
  }
  if (op === 'equals') {
    return (
      <TextInput
        aria-label={t`Value`}
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const listed = { value: [value].flat().map(String), onChange, 'aria-label': t`Values` };
  if (kind === 'words') return <WordsInput {...listed} />;
  if (kind === 'text') return <WordsInput {...listed} maxTags={100} />;
  if (field === 'requester') return <PeopleSelect {...listed} known={mentioned} maxValues={100} />;
  if (kind === 'reference') return <ReferenceSelect field={field} mentioned={mentioned} {...listed} />;
  return <ChoiceSelect field={field} {...listed} />;
}

interface ListProps {
  field: TicketField;
  value: string[];
  onChange: (value: string[]) => void;
  'aria-label': string;
}

function useChoices(field: TicketField) {
  const { t } = useLingui();
  return (FIELDS[field].choices ?? []).map(({ value, label }) => ({
    value,
    label: field === 'priority' ? `${value} · ${t(label)}` : t(label),
  }));
}

function RankSelect(props: {
  field: TicketField;
  label: string;
  value: string;
  onChange: (v: string) => void;
}) {
  const choices = useChoices(props.field);
  return (
    <NativeSelect
      aria-label={props.label}
      value={props.value}
      data={choices}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

function ChoiceSelect({ field, ...props }: ListProps) {
  const { t } = useLingui();
  return (
    <MultiSelect data={useChoices(field)} placeholder={props.value.length ? '' : t`Choose`} {...props} />
  );
}

function ReferenceSelect({ field, mentioned, ...props }: ListProps & { mentioned: Mentioned[] }) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const known = new Map(mentioned.map(({ id, name }) => [id, name]));
  const option = ({ id, name }: Mentioned) => ({ value: id, label: name });
  const categories = data?.categories ?? [];
  const offered = field === 'location' ? (data?.locations ?? []).map(option) : categories.map(option);
  const below = categories.map((one) => ({ group: one.name, items: one.subcategories.map(option) }));
  const all = field === 'subcategory' ? below : offered;
  const ids = new Set(
    field === 'subcategory'
      ? below.flatMap((one) => one.items.map((i) => i.value))
      : offered.map((i) => i.value),
  );
  // What is no longer in use keeps its name as long as the rule asks for it.
  const gone = props.value
    .filter((id) => !ids.has(id))
    .map((id) => ({ group: t`No longer in use`, items: [{ value: id, label: known.get(id) ?? id }] }));
  return (
    <MultiSelect
      searchable
      data={[...all, ...gone]}
      placeholder={props.value.length ? '' : t`Choose`}
      {...props}
    />
  );
}
