import { Trans, useLingui } from '@lingui/react/macro';
import { Fieldset, NativeSelect, SimpleGrid, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import { STATUS_LABELS } from '@/ui/labels';
import { PersonSelect } from '@/ui/PersonSelect';
import type { MacroValues } from '../../macro-form';
import { MacroMoveFields } from './MacroMoveFields';

export interface FieldProps {
  values: MacroValues;
  onChange: (changes: Partial<MacroValues>) => void;
  error: (field: keyof MacroValues) => string | undefined;
}

const TAG_MAX = 40;
const tidy = (tags: string[]) => tags.map((tag) => tag.trim().toLowerCase().slice(0, TAG_MAX));

/** What a macro changes; whatever is left as it is here stays as it is on the ticket. */
export function MacroChangeFields(props: FieldProps) {
  const { t } = useLingui();
  const { values, onChange, error } = props;
  const same = { value: '', label: t`Stays as it is` };
  const { data } = useQuery(referenceQuery());
  return (
    <Fieldset legend={t`Changes`}>
      <Text size="xs" c="dimmed" mb="sm">
        <Trans>Only what is chosen here is changed. All of it happens, or nothing.</Trans>
      </Text>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <NativeSelect
            label={t`Status`}
            value={values.to}
            onChange={(event) => onChange({ to: event.currentTarget.value as MacroValues['to'] })}
            data={[
              same,
              ...(['in_progress', 'pending', 'resolved'] as const).map((value) => ({
                value,
                label: t(STATUS_LABELS[value]),
              })),
            ]}
          />
          <NativeSelect
            label={t`Priority`}
            value={values.priority}
            onChange={(event) => onChange({ priority: event.currentTarget.value as MacroValues['priority'] })}
            data={[same, 'P1', 'P2', 'P3', 'P4']}
          />
        </SimpleGrid>
        <MacroMoveFields {...props} />
        {values.priority && (
          <TextInput
            required
            label={t`Why this priority`}
            value={values.priorityReason}
            onChange={(event) => onChange({ priorityReason: event.currentTarget.value })}
            error={error('priorityReason')}
          />
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <NativeSelect
            label={t`Team`}
            value={values.teamId}
            onChange={(event) => onChange({ teamId: event.currentTarget.value })}
            data={[same, ...(data?.teams ?? []).map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <NativeSelect
            label={t`Assignee`}
            value={values.assignee}
            onChange={(event) => onChange({ assignee: event.currentTarget.value as MacroValues['assignee'] })}
            data={[
              same,
              { value: 'me', label: t`Whoever applies it` },
              { value: 'person', label: t`A certain person` },
            ]}
          />
        </SimpleGrid>
        {values.assignee === 'person' && (
          <PersonSelect
            size="sm"
            label={t`Person`}
            value={values.person}
            onPick={(person) => onChange({ person })}
            error={error('person')}
          />
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TagsInput
            label={t`Add tags`}
            value={values.addTags}
            onChange={(tags) => onChange({ addTags: tidy(tags) })}
            splitChars={[',']}
            clearable={false}
          />
          <TagsInput
            label={t`Take tags away`}
            value={values.removeTags}
            onChange={(tags) => onChange({ removeTags: tidy(tags) })}
            splitChars={[',']}
            clearable={false}
          />
        </SimpleGrid>
      </Stack>
    </Fieldset>
  );
}
