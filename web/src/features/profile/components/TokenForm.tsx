import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Checkbox, Code, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconCopy, IconKey } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { apiTokensKey, createApiToken } from '@/api/api-tokens';
import { isApiError } from '@/api/errors';
import type { ApiScope } from '@/api/types';
import { toastFailed } from '@/lib/toast';
import { SCOPE_LABELS } from '../scopes';

interface Props {
  /** What the person has themselves, and so may give. */
  scopes: ApiScope[];
  longest: number;
  onDone: () => void;
}

const LIVES = [7, 30, 90, 180, 365];

export function TokenForm({ scopes, longest, onDone }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const lives = LIVES.filter((days) => days < longest).concat(longest > 0 ? [longest] : []);
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [days, setDays] = useState(Math.min(90, longest));
  const make = useMutation({
    mutationFn: () => createApiToken(name.trim(), chosen as ApiScope[], days),
    onSuccess: () => client.invalidateQueries({ queryKey: apiTokensKey }),
    onError: (error) => !isApiError(error, 422) && toastFailed(error, t`The token was not made`),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() && chosen.length > 0) make.mutate();
  };
  if (make.data) return <Made token={make.data} onDone={onDone} />;
  const errors = isApiError(make.error, 422) ? make.error.fieldErrors : {};
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t`What is it for?`}
          placeholder={t`Monitoring script`}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={errors.name}
          maxLength={200}
          data-autofocus
        />
        <Checkbox.Group
          label={t`What may it do?`}
          description={t`Never more than you, and never what asks for your password.`}
          value={chosen}
          onChange={setChosen}
          error={errors.scopes}
        >
          <Stack gap={8} mt="xs">
            {scopes.map((scope) => (
              <Checkbox key={scope} value={scope} label={t(SCOPE_LABELS[scope])} />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          label={t`Ends after`}
          value={String(days)}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={lives.map((life) => ({ value: String(life), label: t`${life} days` }))}
          error={errors.expires_in_days}
          maw={200}
        />
        <Group>
          <Button type="submit" loading={make.isPending} disabled={!name.trim() || chosen.length === 0}>
            <Trans>Make the token</Trans>
          </Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Made({ token, onDone }: { token: string; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(token).then(() => setCopied(true));
  return (
    <Stack gap="sm">
      <Alert icon={<IconKey size={18} />} color="yellow" role="status">
        <Text size="sm" mb={6}>
          <Trans>This is your token. Copy it now: it is shown only this once.</Trans>
        </Text>
        <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {token}
        </Code>
      </Alert>
      <Group gap="xs">
        <Button variant="default" leftSection={<IconCopy size={16} />} onClick={copy}>
          {copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
        </Button>
        <Button onClick={onDone}>
          <Trans>I have kept it</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
