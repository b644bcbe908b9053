import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { beginDraft, type LabKind, labKeys } from '@/api/admin-lab';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { KIND_LABELS, KINDS } from './labels';

interface Props {
  /** Begin as an earlier version of this kind. */
  version?: { kind: LabKind; reference: string };
}

export function DraftForm({ version }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [kind, setKind] = useState<LabKind>(version?.kind ?? 'routing');
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [key] = useState(newKey);
  const begin = useMutation({
    mutationFn: () =>
      beginDraft({ kind, name: name.trim(), reason: reason.trim(), from_version: version?.reference }, key),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: labKeys.all });
      void navigate({ to: `/admin/lab/${id}` as never });
    },
    onError: (error) => toastFailed(error, t`The draft was not begun`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) begin.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <NativeSelect
          label={t`What do you want to change?`}
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as LabKind)}
          data={KINDS.map((value) => ({ value, label: t(KIND_LABELS[value]) }))}
          disabled={version !== undefined}
        />
        <TextInput
          label={t`Name`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={120}
          required
          data-autofocus
        />
        <TextInput
          label={t`Why`}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          maxLength={500}
        />
        <Button type="submit" loading={begin.isPending}>
          <Trans>Begin draft</Trans>
        </Button>
      </Stack>
    </form>
  );
}
