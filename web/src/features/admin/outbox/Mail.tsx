import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Stack, Tabs, Text } from '@mantine/core';
import { IconAlertCircle, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type DeliveryDetail, opsKeys, resendDelivery } from '@/api/admin-ops';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';
import { TextLink } from '@/ui/links';
import { DeliveryBadge } from './DeliveryBadge';
import classes from './Mail.module.css';
import { MailFrame } from './MailFrame';

/** One mail: what became of it, how it looks, its plain text. */
export function Mail({ mail }: { mail: DeliveryDetail }) {
  const { t } = useLingui();
  const sent = mail.state === 'sent' && mail.sent_at && formatMoment(mail.sent_at);
  const written = formatMoment(mail.created_at);
  const { attempts, address } = mail;
  return (
    <Stack gap="sm" pb="lg" flex={1}>
      <Group justify="space-between" align="flex-start">
        <div>
          <Group gap="xs">
            <DeliveryBadge state={mail.state} />
            <Text size="sm">
              <Trans>
                To {mail.recipient_name} ({address})
              </Trans>
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            <Trans>Written {written}</Trans>
            {sent && <Trans>, sent {sent}</Trans>}
            {', '}
            <Plural value={attempts} one="# attempt" other="# attempts" />
          </Text>
        </div>
        <Resend mail={mail} />
      </Group>
      {mail.last_error && (
        <Alert
          color={mail.state === 'suppressed' ? 'orange' : 'red'}
          icon={<IconAlertCircle size={18} />}
          title={mail.state === 'suppressed' ? t`It was not sent` : t`The last attempt failed`}
        >
          {mail.last_error}
          {mail.state === 'suppressed' && (
            <>
              {' '}
              <TextLink to={'/admin/suppressions' as never} search={{ q: address } as never}>
                <Trans>See the suppression</Trans>
              </TextLink>
            </>
          )}
        </Alert>
      )}
      {mail.ambiguous_sends > 0 && (
        <Alert color="yellow" icon={<IconAlertCircle size={18} />}>
          <Trans>An attempt broke off at the end: this mail may have arrived twice.</Trans>
        </Alert>
      )}
      <Tabs defaultValue="html" keepMounted={false} className={classes.tabs}>
        <Tabs.List>
          <Tabs.Tab value="html">
            <Trans>As it looks</Trans>
          </Tabs.Tab>
          <Tabs.Tab value="text">
            <Trans>Plain text</Trans>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="html" pt="sm">
          <MailFrame html={mail.html} title={t`The mail: ${mail.subject}`} />
        </Tabs.Panel>
        <Tabs.Panel value="text" pt="sm">
          <pre className={classes.text}>{mail.text}</pre>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  );
}

function Resend({ mail }: { mail: DeliveryDetail }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const resend = useMutation({
    mutationFn: () => resendDelivery(mail.id),
    onSuccess: () => {
      toastDone(t`The mail is on its way again.`);
      return client.invalidateQueries({ queryKey: opsKeys.outbox });
    },
    onError: (error) => toastFailed(error, t`The mail was not sent again`),
  });
  return (
    <Button
      variant="light"
      leftSection={<IconSend size={16} />}
      loading={resend.isPending}
      onClick={() => resend.mutate()}
    >
      <Trans>Send again</Trans>
    </Button>
  );
}
