import { Trans, useLingui } from '@lingui/react/macro';
import {
  Button,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { testRouting } from '@/api/admin-routing';
import { referenceQuery } from '@/api/reference';
import type { Priority, TicketType } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { TYPE_LABELS } from '@/ui/labels';
import { PRIORITIES, TYPES } from '../rules/labels';
import { EMPTY_TEST, type TestValues, toTest } from './model';
import { RoutingOutcome } from './RoutingOutcome';

/** A ticket that might be: where it would go, to whom, and why. */
export function RoutingTestPanel() {
  const { t } = useLingui();
  const [values, setValues] = useState(EMPTY_TEST);
  const test = useMutation({ mutationFn: (facts: TestValues) => testRouting(toTest(facts)) });
  const put = (changes: Partial<TestValues>) => setValues({ ...values, ...changes });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate(values);
  };
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="routing-test-title">
      <Title order={2} id="routing-test-title" mb={4}>
        <Trans>Test</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        <Trans>Try the rules on a ticket. Nothing is written or counted.</Trans>
      </Text>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <FactFields values={values} onChange={put} />
          <TextInput
            label={t`Title`}
            value={values.title}
            onChange={(event) => put({ title: event.currentTarget.value })}
          />
          <Switch
            label={t`From a VIP`}
            checked={values.is_vip}
            onChange={(event) => put({ is_vip: event.currentTarget.checked })}
          />
          <div>
            <Button
              type="submit"
              variant="light"
              leftSection={<IconPlayerPlay size={16} />}
              loading={test.isPending}
            >
              <Trans>Test</Trans>
            </Button>
          </div>
        </Stack>
      </form>
      <div aria-live="polite">
        {test.error && <ErrorState error={test.error} />}
        {test.data && <RoutingOutcome result={test.data} />}
      </div>
    </Paper>
  );
}

interface FieldsProps {
  values: TestValues;
  onChange: (changes: Partial<TestValues>) => void;
}

function FactFields({ values, onChange }: FieldsProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  const names = (list: { name: string }[] | undefined) => [
    { value: '', label: '–' },
    ...(list ?? []).map(({ name }) => ({ value: name, label: name })),
  ];
  const below = data?.categories.find((one) => one.name === values.category)?.subcategories;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="xs">
      <NativeSelect
        label={t`Category`}
        value={values.category}
        onChange={(event) => onChange({ category: event.currentTarget.value, subcategory: '' })}
        data={names(data?.categories)}
      />
      <NativeSelect
        label={t`Subcategory`}
        value={values.subcategory}
        disabled={!below?.length}
        onChange={(event) => onChange({ subcategory: event.currentTarget.value })}
        data={names(below)}
      />
      <NativeSelect
        label={t`Location`}
        value={values.location}
        onChange={(event) => onChange({ location: event.currentTarget.value })}
        data={names(data?.locations)}
      />
      <NativeSelect
        label={t`Priority`}
        value={values.priority}
        onChange={(event) => onChange({ priority: event.currentTarget.value as Priority })}
        data={PRIORITIES}
      />
      <NativeSelect
        label={t`Type`}
        value={values.type}
        onChange={(event) => onChange({ type: event.currentTarget.value as TicketType })}
        data={TYPES.map((value) => ({ value, label: t(TYPE_LABELS[value]) }))}
      />
      <TextInput
        label={t`Department`}
        value={values.department}
        onChange={(event) => onChange({ department: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}
