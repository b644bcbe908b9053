import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Code, Group, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isApiError } from '@/api/errors';
import { type Provider, providers } from '@/api/sign-in-providers';
import { confirm } from '@/lib/confirm';
import { newKey } from '@/lib/ids';
import { toastDone, toastFailed } from '@/lib/toast';
import { GroupRoles } from './GroupRoles';

function valuesOf(provider: Provider | null) {
  return {
    key: provider?.key ?? '',
    name: provider?.name ?? '',
    issuer: provider?.issuer ?? '',
    client_id: provider?.client_id ?? '',
    client_secret: '',
    scopes: provider?.scopes ?? 'openid email profile',
    group_claim: provider?.group_claim ?? 'groups',
    group_roles: provider?.group_roles ?? [],
    may_create: provider?.may_create ?? false,
    is_active: provider?.is_active ?? true,
  };
}

const NONE: Provider['group_roles'] = [];

/** What the form tells where it is: a wrong value, or a role beyond one's own. */
const isShown = (error: unknown) => isApiError(error, 422) || isApiError(error, 403);

type Values = ReturnType<typeof valuesOf>;

async function saveProvider(provider: Provider | null, values: Values): Promise<Provider> {
  const { key, is_active, client_secret, ...rest } = values;
  if (!provider) return providers.create({ ...rest, key, client_secret }, newKey());
  const secret = client_secret ? { client_secret } : {};
  return providers.update(provider.id, provider.version, { ...rest, is_active, ...secret });
}

export function ProviderForm({ provider, onDone }: { provider: Provider | null; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [values, setValues] = useState(() => valuesOf(provider));
  const set = (changes: Partial<Values>) => setValues((before) => ({ ...before, ...changes }));
  const refresh = () => client.invalidateQueries({ queryKey: providers.keys.all });
  const save = useMutation({
    mutationFn: () => saveProvider(provider, values),
    onSuccess: async ({ name }) => {
      await refresh();
      toastDone(t`Saved: ${name}`);
      onDone();
    },
    onError: (error) => !isShown(error) && toastFailed(error, t`The provider was not saved`),
  });
  const remove = useMutation({
    mutationFn: ({ id, version }: Provider) => providers.remove(id, version),
    onSuccess: async () => {
      await refresh();
      onDone();
    },
    onError: (error) => toastFailed(error, t`The provider was not removed`),
  });
  const askRemove = async (one: Provider) => {
    const { name } = one;
    const agreed = await confirm({
      title: t`Remove ${name}?`,
      text: t`People who sign in with it alone cannot get in any more.`,
      confirm: t`Remove`,
      cancel: t`Cancel`,
      danger: true,
    });
    if (agreed) remove.mutate(one);
  };
  const errors = isApiError(save.error, 422) ? save.error.fieldErrors : {};
  const field = (
    name: 'key' | 'name' | 'issuer' | 'client_id' | 'client_secret' | 'scopes' | 'group_claim',
  ) => ({
    value: values[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => set({ [name]: event.currentTarget.value }),
    error: errors[name],
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput label={t`Name on the button`} {...field('name')} required data-autofocus />
        {provider ? (
          <Text size="sm">
            <Trans>Address to register there:</Trans> <Code>{provider.redirect_uri}</Code>
          </Text>
        ) : (
          <TextInput
            label={t`Short name`}
            description={t`Small letters, digits, hyphens; it is part of the address the provider sends people back to.`}
            {...field('key')}
            required
          />
        )}
        <TextInput
          label={t`Issuer`}
          description={t`As the provider writes it, starting with https://`}
          {...field('issuer')}
          required
        />
        <TextInput label={t`Client ID`} {...field('client_id')} required />
        <PasswordInput
          label={t`Client secret`}
          description={provider ? t`Empty: the present one stays.` : undefined}
          autoComplete="off"
          {...field('client_secret')}
          required={!provider}
        />
        <TextInput label={t`Scopes`} {...field('scopes')} />
        <Switch
          label={t`Make an account for people nobody knows yet`}
          description={t`With a verified address that no account here has. Known addresses are never linked by themselves.`}
          checked={values.may_create}
          onChange={(event) => set({ may_create: event.currentTarget.checked })}
        />
        <TextInput
          label={t`Claim with the groups`}
          description={t`With groups below, they decide about the role at every sign-in; who is in none is a requester.`}
          {...field('group_claim')}
        />
        <GroupRoles
          value={values.group_roles}
          given={provider?.group_roles ?? NONE}
          onChange={(group_roles) => set({ group_roles })}
        />
        {isApiError(save.error, 403) && (
          <Alert color="red" title={t`The provider was not saved`}>
            {save.error.message}
          </Alert>
        )}
        {provider && (
          <Switch
            label={t`In use`}
            checked={values.is_active}
            onChange={(event) => set({ is_active: event.currentTarget.checked })}
          />
        )}
        <Group justify="space-between">
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>
              <Trans>Save</Trans>
            </Button>
            <Button variant="subtle" color="gray" onClick={onDone}>
              <Trans>Cancel</Trans>
            </Button>
          </Group>
          {provider && (
            <Button
              variant="subtle"
              color="red"
              loading={remove.isPending}
              onClick={() => void askRemove(provider)}
            >
              <Trans>Remove</Trans>
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
