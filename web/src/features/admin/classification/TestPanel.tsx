import { Trans, useLingui } from '@lingui/react/macro';
import {
  Button,
  NativeSelect,
  Paper,
  SimpleGrid,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type ClassificationTest, testClassification } from '@/api/admin-classification';
import type { Impact, Urgency } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { IMPACT_LABELS, IMPACTS, URGENCIES, URGENCY_LABELS } from '../rules/labels';
import { TestResult } from './TestResult';

const EMPTY: ClassificationTest = { title: '', description: '', business_impact: '', is_vip: false };

/** A ticket that might be: which priority it would get, and why. */
export function TestPanel() {
  const { t } = useLingui();
  const [ticket, setTicket] = useState(EMPTY);
  const test = useMutation({ mutationFn: testClassification });
  const put = (changes: Partial<ClassificationTest>) => setTicket({ ...ticket, ...changes });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    test.mutate(ticket);
  };
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="test-title">
      <Title order={2} id="test-title" mb={4}>
        <Trans>Test</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        <Trans>Try the rules on a ticket. Nothing is written.</Trans>
      </Text>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput
            label={t`Title`}
            placeholder={t`VPN is down for everybody`}
            value={ticket.title}
            onChange={(event) => put({ title: event.currentTarget.value })}
          />
          <Textarea
            label={t`Description`}
            autosize
            minRows={2}
            maxRows={8}
            value={ticket.description}
            onChange={(event) => put({ description: event.currentTarget.value })}
          />
          <TextInput
            label={t`Business impact`}
            value={ticket.business_impact}
            onChange={(event) => put({ business_impact: event.currentTarget.value })}
          />
          <SimpleGrid cols={2}>
            <NativeSelect
              label={t`Impact`}
              value={ticket.impact ?? ''}
              onChange={(event) =>
                put({ impact: (event.currentTarget.value || undefined) as Impact | undefined })
              }
              data={[
                { value: '', label: t`Not known` },
                ...IMPACTS.map((value) => ({ value, label: t(IMPACT_LABELS[value]) })),
              ]}
            />
            <NativeSelect
              label={t`Urgency`}
              value={ticket.urgency ?? ''}
              onChange={(event) =>
                put({ urgency: (event.currentTarget.value || undefined) as Urgency | undefined })
              }
              data={[
                { value: '', label: t`Not known` },
                ...URGENCIES.map((value) => ({ value, label: t(URGENCY_LABELS[value]) })),
              ]}
            />
          </SimpleGrid>
          <Switch
            label={t`From a VIP`}
            checked={ticket.is_vip}
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
        {test.data && test.variables && <TestResult result={test.data} ticket={test.variables} />}
      </div>
    </Paper>
  );
}
