import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { linksQuery, unlinkTicket } from '@/api/desk';
import type { Ticket } from '@/api/types';
import { toastFailed } from '@/lib/toast';
import { TextLink } from '@/ui/links';
import { refreshTickets } from '../../cache';
import { RELATION_LABELS } from '../../labels';
import { openAction } from '../actions/store';
import classes from './Detail.module.css';

interface Props {
  ticket: Ticket;
  name: string;
  works: boolean;
}

/** Other tickets this one has to do with. */
export function LinkList({ ticket, name, works }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { data: links = [] } = useQuery(linksQuery(name));
  const unlink = useMutation({
    mutationFn: (id: string) => unlinkTicket(ticket.id, id),
    onError: (error) => toastFailed(error, t`The link was not taken away`),
    onSettled: () => refreshTickets(client, [ticket.id]),
  });
  if (!works && links.length === 0) return null;
  return (
    <section aria-label={t`Linked tickets`}>
      <Group justify="space-between" mb={6}>
        <Text className={classes.sectionTitle}>
          <Trans>Linked tickets</Trans>
        </Text>
        {works && (
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => openAction('link', [ticket])}
          >
            <Trans>Link</Trans>
          </Button>
        )}
      </Group>
      <Stack gap={6}>
        {links.map((link) => (
          <Group key={link.id} gap={6} wrap="nowrap" justify="space-between">
            <Text size="sm" lineClamp={2}>
              <Text span size="xs" c="dimmed">
                {t(RELATION_LABELS[link.relation])}
              </Text>{' '}
              <TextLink to="/queue/$id" params={{ id: link.ticket.number }} size="sm">
                {link.ticket.number}
              </TextLink>{' '}
              {link.ticket.title}
            </Text>
            {works && (
              <ActionIcon
                size="sm"
                aria-label={t`Take the link to ${link.ticket.number} away`}
                onClick={() => unlink.mutate(link.id)}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
        {links.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>None</Trans>
          </Text>
        )}
      </Stack>
    </section>
  );
}
