import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { FormEvent, ReactNode } from 'react';
import { isApiError } from '@/api/errors';
import type { TicketSummary } from '@/api/types';
import { closeAction } from './store';
import { useWhole } from './whole';

interface Props {
  title: string;
  tickets: TicketSummary[];
  submitLabel: ReactNode;
  onSubmit: () => void;
  busy: boolean;
  error: unknown;
  disabled?: boolean;
  danger?: boolean;
  children: ReactNode;
}

/** Frame of every action: what it is about, its fields, why it was refused, one button. */
export function ActionModal(props: Props) {
  const { t } = useLingui();
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <Modal
      opened
      onClose={closeAction}
      title={props.title}
      fullScreen={phone}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <About tickets={props.tickets} />
          {props.children}
          <Refusal error={props.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={closeAction}>
              <Trans>Cancel</Trans>
            </Button>
            <Button
              type="submit"
              loading={props.busy}
              disabled={props.disabled ?? false}
              {...(props.danger ? { color: 'red' } : {})}
            >
              {props.submitLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Which ticket, or how many. */
export function About({ tickets }: { tickets: TicketSummary[] }) {
  const [first] = tickets;
  const whole = useWhole((state) => state.whole);
  const count = whole && tickets.length > 1 ? whole.total : tickets.length;
  return (
    <Text size="sm" c="dimmed">
      {count === 1 && first ? `${first.number} · ${first.title}` : <Trans>{count} tickets</Trans>}
    </Text>
  );
}

/** Errors of fields stand at their fields; this says the rest. */
function Refusal({ error }: { error: unknown }) {
  if (!isApiError(error)) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {error.message}
    </Alert>
  );
}
