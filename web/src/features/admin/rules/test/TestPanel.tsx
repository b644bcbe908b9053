import { Trans } from '@lingui/react/macro';
import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Facts } from '@/api/conditions';
import { ErrorState } from '@/ui/ErrorState';
import { FactFields } from './FactFields';
import { EMPTY_FACTS, factsOf } from './facts';
import { TicketPicker } from './TicketPicker';

interface Props<R> {
  lead: ReactNode;
  test: (facts: Facts) => Promise<R>;
  /** Rules that decide the priority take the requester's choice, and are tried without one. */
  decidesPriority?: boolean;
  children: (result: R, facts: Facts) => ReactNode;
}

/** A place to try rules on a ticket that might be, or on one that exists. */
export function TestPanel<R>({ lead, test, decidesPriority = false, children }: Props<R>) {
  const [facts, setFacts] = useState(decidesPriority ? { ...EMPTY_FACTS, priority: null } : EMPTY_FACTS);
  const run = useMutation({ mutationFn: test });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run.mutate(facts);
  };
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby="rule-test-title">
      <Title order={2} id="rule-test-title" mb={4}>
        <Trans>Test</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {lead}
      </Text>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TicketPicker
            onTake={(ticket) => {
              const taken = factsOf(ticket);
              const tried = decidesPriority ? { ...taken, priority: ticket.chosen_priority } : taken;
              setFacts(tried);
              run.mutate(tried);
            }}
          />
          <FactFields
            values={facts}
            withPriority={!decidesPriority}
            onChange={(changes) => setFacts({ ...facts, ...changes })}
          />
          <div>
            <Button
              type="submit"
              variant="light"
              leftSection={<IconPlayerPlay size={16} />}
              loading={run.isPending}
            >
              <Trans>Test</Trans>
            </Button>
          </div>
        </Stack>
      </form>
      <div aria-live="polite">
        {run.error && <ErrorState error={run.error} />}
        {run.data !== undefined && run.variables && children(run.data, run.variables)}
      </div>
    </Paper>
  );
}
