import { useLingui } from '@lingui/react/macro';
import { Chip, Group, Input, TagsInput } from '@mantine/core';
import { useState } from 'react';
import type { TicketSummary } from '@/api/types';
import { ActionModal } from './ActionModal';
import { closeAction } from './store';
import { useChange } from './use-change';

const TAG_MAX = 40;

/** Add tags to tickets and take some away; tags not named stay. */
export function TagsDialog({ tickets }: { tickets: TicketSummary[] }) {
  const { t } = useLingui();
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const change = useChange({ quiet: true, onDone: closeAction });
  const present = [...new Set(tickets.flatMap(({ tags }) => tags))].sort();
  const submit = () => {
    const [only] = tickets;
    const shown = only && tickets.length === 1 ? { shown: { tags: tagsAfter(only.tags, add, remove) } } : {};
    change.mutate({ tickets, change: { kind: 'tags', add, remove }, ...shown });
  };
  return (
    <ActionModal
      title={t`Tags`}
      tickets={tickets}
      submitLabel={t`Save tags`}
      onSubmit={submit}
      busy={change.isPending}
      error={change.error}
      disabled={add.length + remove.length === 0}
    >
      <TagsInput
        data-autofocus
        label={t`Add`}
        placeholder={add.length === 0 ? t`Type a tag and press Enter` : ''}
        value={add}
        onChange={(tags) => setAdd(tags.map((tag) => tag.trim().toLowerCase().slice(0, TAG_MAX)))}
        splitChars={[',']}
        clearable={false}
      />
      {present.length > 0 && (
        <Input.Wrapper label={t`Take away`} labelElement="div">
          <Chip.Group multiple value={remove} onChange={setRemove}>
            <Group gap="xs" mt={4}>
              {present.map((tag) => (
                <Chip key={tag} value={tag} size="sm" color="red">
                  {tag}
                </Chip>
              ))}
            </Group>
          </Chip.Group>
        </Input.Wrapper>
      )}
    </ActionModal>
  );
}

export const tagsAfter = (tags: string[], add: string[], remove: string[]): string[] =>
  [...new Set([...tags, ...add])].filter((tag) => !remove.includes(tag));
