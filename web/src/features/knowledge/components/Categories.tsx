import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Switch, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useCan } from '@/api/auth';
import {
  type ArticleCategory,
  articleCategoriesQuery,
  createCategory,
  kbKeys,
  updateCategory,
} from '@/api/knowledge';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';

/** The shelves: names, and whether they take new articles. */
export function Categories() {
  const edits = useCan('kb.publish');
  const { data, isPending, isError, error, refetch } = useQuery(articleCategoriesQuery());
  if (isPending) return <CardsSkeleton />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return (
    <Stack gap="sm">
      {data.map((shelf) => (
        <ShelfRow key={`${shelf.id}:${shelf.version}`} shelf={shelf} edits={edits} />
      ))}
      {edits && <NewShelf key={data.length} />}
    </Stack>
  );
}

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: kbKeys.all });
}

function ShelfRow({ shelf, edits }: { shelf: ArticleCategory; edits: boolean }) {
  const { t } = useLingui();
  const refresh = useRefresh();
  const [name, setName] = useState(shelf.name);
  const save = useMutation({
    mutationFn: (body: { name?: string; is_active?: boolean }) =>
      updateCategory(shelf.id, shelf.version, body),
    onError: (fault) => toastFailed(fault, t`The category stays as it is`),
    onSettled: refresh,
  });
  const rename = () => {
    const next = name.trim();
    if (next && next !== shelf.name) save.mutate({ name: next });
  };
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" gap="sm">
        <TextInput
          flex={1}
          miw={180}
          aria-label={t`Name of ${shelf.name}`}
          value={name}
          readOnly={!edits}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => event.key === 'Enter' && rename()}
        />
        <Switch
          label={<Trans>In use</Trans>}
          aria-label={t`${shelf.name} is in use`}
          checked={shelf.is_active}
          disabled={!edits || save.isPending}
          onChange={(event) => save.mutate({ is_active: event.currentTarget.checked })}
        />
      </Group>
    </Paper>
  );
}

function NewShelf() {
  const { t } = useLingui();
  const refresh = useRefresh();
  const [name, setName] = useState('');
  const add = useMutation({
    mutationFn: () => createCategory(name.trim(), newKey()),
    onSuccess: () => setName(''),
    onError: (fault) => toastFailed(fault, t`The category was not added`),
    onSettled: refresh,
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) add.mutate();
  };
  return (
    <Group component="form" gap="sm" align="flex-end" onSubmit={onSubmit}>
      <TextInput
        flex={1}
        label={t`New category`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={80}
      />
      <Button type="submit" disabled={name.trim() === ''} loading={add.isPending}>
        <Trans>Add</Trans>
      </Button>
    </Group>
  );
}
