import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, Modal, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMe } from '@/api/auth';
import type { DeskFilters, Grouping, SavedView, ViewColumn } from '@/api/desk-types';
import { isApiError } from '@/api/errors';
import { createView, updateView } from '@/api/views';
import { can } from '@/lib/permissions';
import { COLUMN_LABELS, GROUPING_LABELS } from '../../view-labels';
import { COLUMNS, GROUPINGS, keptFilters } from '../../view-model';

interface Props {
  /** The view to change; without one a new view is kept. */
  view: SavedView | undefined;
  filters: DeskFilters;
  onClose: () => void;
  onKept: (view: SavedView) => void;
}

/** Name a view, say who has it and how it is laid out. */
export function ViewDialog({ view, filters, onClose, onKept }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [name, setName] = useState(view?.name ?? '');
  const [whose, setWhose] = useState('private');
  const [columns, setColumns] = useState<string[]>(view?.columns ?? []);
  const [grouping, setGrouping] = useState<string>(view?.grouping ?? '');
  const keep = useMutation({
    mutationFn: () => {
      const layout = {
        name: name.trim(),
        columns: columns as ViewColumn[],
        grouping: (grouping || null) as Grouping | null,
      };
      if (view) return updateView(view, layout);
      const scope = whose === 'private' || whose === 'shared' ? whose : ('team' as const);
      return createView({
        ...keptFilters(filters),
        ...layout,
        scope,
        team_id: scope === 'team' ? whose : null,
      });
    },
    onSuccess: async (kept) => {
      await client.invalidateQueries({ queryKey: ['ticket-views'] });
      onKept(kept);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) keep.mutate();
  };
  const refused = keep.error ? (isApiError(keep.error) ? keep.error.message : String(keep.error)) : undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={view ? t`Change the view` : t`Save as a view`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            data-autofocus
            required
            label={t`Name`}
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={refused}
          />
          {!view && <Whose value={whose} onChange={setWhose} />}
          <NativeSelect
            label={t`Group by`}
            value={grouping}
            onChange={(event) => setGrouping(event.currentTarget.value)}
            data={[
              { value: '', label: t`Nothing` },
              ...GROUPINGS.map((value) => ({ value, label: t(GROUPING_LABELS[value]) })),
            ]}
          />
          <Checkbox.Group
            label={t`Columns`}
            description={t`None chosen: those that fit the screen`}
            value={columns}
            onChange={setColumns}
          >
            <SimpleGrid cols={2} spacing="xs" mt="xs">
              {COLUMNS.map((column) => (
                <Checkbox key={column} value={column} label={t(COLUMN_LABELS[column])} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={keep.isPending} disabled={!name.trim()}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Whose({ value, onChange }: { value: string; onChange: (whose: string) => void }) {
  const { t } = useLingui();
  const me = useMe();
  return (
    <NativeSelect
      label={t`Who has it`}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: 'private', label: t`Only me` },
        ...me.teams.map((team) => ({ value: team.id, label: t`Everybody in ${team.name}` })),
        ...(can(me, 'teams.manage') ? [{ value: 'shared', label: t`Everybody at the desk` }] : []),
      ]}
    />
  );
}
