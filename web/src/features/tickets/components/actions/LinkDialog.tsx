import { useLingui } from '@lingui/react/macro';
import { NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { linkTicket } from '@/api/desk';
import type { Relation } from '@/api/desk-types';
import { isApiError } from '@/api/errors';
import type { TicketSummary } from '@/api/types';
import { refreshTickets } from '../../cache';
import { RELATION_LABELS } from '../../labels';
import { ActionModal } from './ActionModal';
import { closeAction } from './store';

const OFFERED: Relation[] = ['related', 'duplicate_of', 'parent_of', 'child_of', 'caused_by', 'fixed_by'];

/** Say what this ticket is to another one. */
export function LinkDialog({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [relation, setRelation] = useState<Relation>('related');
  const [other, setOther] = useState('');
  const link = useMutation({
    mutationFn: () => linkTicket(ticket.id, relation, other.trim().toUpperCase()),
    onSuccess: () => {
      refreshTickets(client, [ticket.id]);
      closeAction();
    },
  });
  return (
    <ActionModal
      title={t`Link to another ticket`}
      tickets={[ticket]}
      submitLabel={t`Link`}
      onSubmit={() => link.mutate()}
      busy={link.isPending}
      error={link.error}
      disabled={!other.trim()}
    >
      <NativeSelect
        label={t`This ticket is`}
        value={relation}
        onChange={(event) => setRelation(event.currentTarget.value as Relation)}
        data={OFFERED.map((value) => ({ value, label: t(RELATION_LABELS[value]) }))}
      />
      <TextInput
        data-autofocus
        label={t`Number of the other ticket`}
        placeholder="TKT-2026-000123"
        required
        value={other}
        onChange={(event) => setOther(event.currentTarget.value)}
        error={isApiError(link.error, 422) ? link.error.fieldErrors.ticket_id : undefined}
      />
    </ActionModal>
  );
}
