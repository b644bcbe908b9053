import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Approval, approvalKeys, type Decision, decideApproval, type Vote } from '@/api/approvals';
import { changeKeys } from '@/api/changes';
import { useSession } from '@/api/session';
import { toastDone, toastFailed } from '@/lib/toast';

/** Yes and no, for those whose turn it is; each asks once more, a no asks why. */
export function DecideButtons({ approval }: { approval: Approval }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [asking, setAsking] = useState<Vote | null>(null);
  const decide = useMutation({
    mutationFn: (decision: Decision) => decideApproval(approval.id, decision),
    onSuccess: (_, { vote }) => {
      toastDone(vote === 'approved' ? t`Approved` : t`Rejected`);
      setAsking(null);
    },
    onError: (error) => toastFailed(error, t`Your decision was not taken`),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: approvalKeys.all });
      await client.invalidateQueries({ queryKey: changeKeys.all });
    },
  });
  if (approval.decides_for.length === 0) return null;
  return (
    <>
      <Group gap="xs">
        <Button
          size="sm"
          leftSection={<IconCheck size={16} aria-hidden />}
          onClick={() => setAsking('approved')}
        >
          <Trans>Approve</Trans>
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => setAsking('rejected')}
        >
          <Trans>Reject</Trans>
        </Button>
      </Group>
      {asking && (
        <Modal
          opened
          onClose={() => setAsking(null)}
          title={asking === 'approved' ? t`Approve ${approval.number}?` : t`Reject ${approval.number}?`}
        >
          <Ask approval={approval} vote={asking} busy={decide.isPending} onSend={decide.mutate} />
        </Modal>
      )}
    </>
  );
}

interface AskProps {
  approval: Approval;
  vote: Vote;
  busy: boolean;
  onSend: (decision: Decision) => void;
}

function Ask({ approval, vote, busy, onSend }: AskProps) {
  const { t } = useLingui();
  const me = useSession((state) => state.me?.id);
  const [reason, setReason] = useState('');
  const [forId, setForId] = useState(approval.decides_for[0]?.id ?? '');
  const people = approval.decides_for;
  const other = people.find(({ id }) => id === forId);
  return (
    <Stack>
      <Text size="sm">{approval.title}</Text>
      {people.length > 1 && (
        <NativeSelect
          label={t`For whom`}
          value={forId}
          onChange={(event) => setForId(event.currentTarget.value)}
          data={people.map(({ id, name }) => ({ value: id, label: id === me ? t`Myself` : name }))}
        />
      )}
      {people.length === 1 && other && other.id !== me && (
        <Text size="sm" c="dimmed">
          <Trans>You decide for {other.name}; both names are kept.</Trans>
        </Text>
      )}
      <Textarea
        label={vote === 'approved' ? t`Anything to say (optional)` : t`Why not?`}
        required={vote === 'rejected'}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={2_000}
        autosize
        minRows={2}
        data-autofocus
      />
      <Button
        {...(vote === 'rejected' ? { color: 'red' } : {})}
        loading={busy}
        disabled={vote === 'rejected' && reason.trim() === ''}
        onClick={() => onSend({ vote, reason: reason.trim(), for_id: forId || undefined })}
      >
        {vote === 'approved' ? <Trans>Approve</Trans> : <Trans>Reject</Trans>}
      </Button>
    </Stack>
  );
}
