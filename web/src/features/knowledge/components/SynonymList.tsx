import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { IconEdit, IconLanguage, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useCan } from '@/api/auth';
import {
  createSynonyms,
  deleteSynonyms,
  kbKeys,
  putSynonyms,
  type Synonyms,
  synonymsQuery,
} from '@/api/knowledge';
import { newKey } from '@/lib/ids';
import { toastFailed } from '@/lib/toast';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { splitWords } from '../model';

/** Words that mean the same here; the search takes one for the other. */
export function SynonymList() {
  const { t } = useLingui();
  const edits = useCan('kb.publish');
  const [filter, setFilter] = useState('');
  const [editing, setEditing] = useState<string | null>(null);
  const { data, isPending, isError, error, refetch } = useQuery(synonymsQuery());
  if (isPending) return <CardsSkeleton />;
  if (isError) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const words = filter.trim().toLowerCase();
  const shown = data.filter((group) => group.words.some((word) => word.includes(words)));
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        <Trans>Whoever searches for one finds the others, across languages.</Trans>
      </Text>
      {edits && <SynonymForm key={data.length} />}
      <TextInput
        aria-label={t`Filter synonyms`}
        placeholder={t`Filter`}
        value={filter}
        onChange={(event) => setFilter(event.currentTarget.value)}
      />
      {shown.length === 0 && <EmptyState icon={IconLanguage} title={<Trans>No such word</Trans>} />}
      {shown.map((group) =>
        editing === group.id ? (
          <SynonymForm key={group.id} group={group} onDone={() => setEditing(null)} />
        ) : (
          <Group key={group.id} justify="space-between" wrap="nowrap" gap="sm">
            <Text size="sm">{group.words.join(', ')}</Text>
            {edits && <GroupTools group={group} onEdit={() => setEditing(group.id)} />}
          </Group>
        ),
      )}
    </Stack>
  );
}

function GroupTools({ group, onEdit }: { group: Synonyms; onEdit: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const name = group.words[0] ?? '';
  const remove = useMutation({
    mutationFn: () => deleteSynonyms(group.id, group.version),
    onError: (fault) => toastFailed(fault, t`The words still mean the same`),
    onSettled: () => client.invalidateQueries({ queryKey: kbKeys.all }),
  });
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon aria-label={t`Edit synonyms of ${name}`} onClick={onEdit}>
        <IconEdit size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        aria-label={t`Remove synonyms of ${name}`}
        onClick={() => remove.mutate()}
        loading={remove.isPending}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

function SynonymForm({ group, onDone }: { group?: Synonyms; onDone?: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [text, setText] = useState(group?.words.join(', ') ?? '');
  const words = splitWords(text);
  const save = useMutation({
    mutationFn: () => (group ? putSynonyms(group.id, group.version, words) : createSynonyms(words, newKey())),
    onSuccess: () => {
      setText('');
      onDone?.();
      return client.invalidateQueries({ queryKey: kbKeys.all });
    },
    onError: (fault) => toastFailed(fault, t`The words were not kept`),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (words.length > 1) save.mutate();
  };
  return (
    <Paper withBorder p="sm" component="form" onSubmit={onSubmit}>
      <Group gap="sm" align="flex-end">
        <TextInput
          flex={1}
          miw={180}
          label={group ? t`Words` : t`New words that mean the same`}
          placeholder={t`printer, pencetak, mfp`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={words.length < 2} loading={save.isPending}>
          {group ? <Trans>Save</Trans> : <Trans>Add</Trans>}
        </Button>
        {onDone && (
          <Button variant="default" onClick={onDone}>
            <Trans>Cancel</Trans>
          </Button>
        )}
      </Group>
    </Paper>
  );
}
