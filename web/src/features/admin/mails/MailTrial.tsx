import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, SegmentedControl, Skeleton, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { mailPreviewQuery, sendTrial, type Texts } from '@/api/admin-mails';
import { isApiError } from '@/api/errors';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import mail from '../outbox/Mail.module.css';
import { MailFrame } from '../outbox/MailFrame';
import classes from './Mails.module.css';

interface Props {
  template: string;
  language: string;
  texts: Texts;
  /** Whether a ticket's values can be filled in. */
  hasTicket: boolean;
}

const TYPING_MS = 400;

/** The mail as it would arrive, while it is worded; and one of it sent to oneself. */
export function MailTrial({ template, language, texts, hasTicket }: Props) {
  const { t } = useLingui();
  const [ticket, setTicket] = useState('');
  const [form, setForm] = useState('html');
  const wanted = ticket.trim() ? { texts, ticket: ticket.trim() } : { texts };
  const [trial] = useDebouncedValue(wanted, TYPING_MS);
  const { data, error } = useQuery(mailPreviewQuery(template, language, trial));
  const send = useMutation({
    mutationFn: () => sendTrial(template, language, wanted),
    onSuccess: ({ address }) => toastDone(t`The mail is on its way to ${address}.`),
    onError: (failed) => toastFailed(failed, t`The mail was not sent`),
  });
  const errors = isApiError(error, 422) ? error.fieldErrors : {};
  return (
    <Paper withBorder p="md" className={classes.frame} component="section" aria-label={t`As it arrives`}>
      <Stack gap="sm">
        <Group justify="space-between" align="flex-end">
          <SegmentedControl
            value={form}
            onChange={setForm}
            aria-label={t`How to look at it`}
            data={[
              { value: 'html', label: t`As it looks` },
              { value: 'text', label: t`Plain text` },
            ]}
          />
          <Button
            variant="light"
            leftSection={<IconSend size={16} />}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            <Trans>Send it to me</Trans>
          </Button>
        </Group>
        {hasTicket && (
          <TextInput
            label={t`With the values of a ticket`}
            placeholder="TKT-2026-000123"
            value={ticket}
            onChange={(event) => setTicket(event.currentTarget.value)}
            error={errors.ticket}
            maxLength={40}
          />
        )}
        {error && !isApiError(error, 422) && <ErrorState error={error} />}
        {!data && !error && <Skeleton h={420} />}
        {data && (
          <>
            <Text fw={600} className={classes.subject}>
              {data.subject}
            </Text>
            {form === 'html' ? (
              <MailFrame html={data.html} title={t`The mail: ${data.subject}`} />
            ) : (
              <pre className={mail.text}>{data.text}</pre>
            )}
          </>
        )}
      </Stack>
    </Paper>
  );
}
