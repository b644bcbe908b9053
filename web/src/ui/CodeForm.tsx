import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';

interface Props {
  label: string;
  description?: ReactNode;
  action: ReactNode;
  onCode: (code: string) => Promise<unknown>;
  onCancel: () => void;
  cancel: ReactNode;
}

/** One code, typed or pasted; what was refused is said below it. */
export function CodeForm({ label, description, action, onCode, onCancel, cancel }: Props) {
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const send = useMutation({ mutationFn: onCode, onError: () => setCode('') });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim()) send.mutate(code.trim());
  };
  const refused = (error: unknown) => {
    // Read by shape: the module of API errors is one that every page waits for, and must stay in its chunk.
    const { status, retryAfter } = error as { status?: number; retryAfter?: number | null };
    if (status === 429) return t`Too many attempts. Try again in ${retryAfter ?? 60} seconds.`;
    if (status === 0) return t`The service desk cannot be reached. Check your connection.`;
    return t`This code is not right, or it was used already.`;
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={label}
          description={description}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={send.isError && refused(send.error)}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          size="md"
          data-autofocus
          autoFocus
        />
        <Group>
          <Button type="submit" loading={send.isPending} disabled={!code.trim()}>
            {action ?? <Trans>Go on</Trans>}
          </Button>
          <Button variant="subtle" color="gray" onClick={onCancel}>
            {cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
