import { Trans, useLingui } from '@lingui/react/macro';
import { Button, NativeSelect, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { userQuery } from '@/api/admin-users';
import { PersonSelect } from '../frame/fields';
import { useAdminSearch } from '../frame/use-admin-search';
import { SUBJECT_TYPES } from './model';

const TYPING_MS = 300;
const KEYS = ['actor', 'action', 'subject', 'subject_id', 'from', 'to'] as const;

/** Who, what, about what, when: kept in the address, so that a view can be linked to. */
export function AuditFilters() {
  const { t } = useLingui();
  const { search, set } = useAdminSearch();
  const { data: actor } = useQuery({ ...userQuery(search.actor ?? ''), enabled: search.actor !== undefined });
  const active = KEYS.some((key) => search[key]);
  return (
    <SimpleGrid
      cols={{ base: 1, xs: 2, lg: 5 }}
      mb="sm"
      verticalSpacing="xs"
      role="group"
      aria-label={t`Filters`}
    >
      <PersonSelect
        label={t`Who`}
        key={actor?.id}
        known={actor ?? null}
        value={search.actor ?? null}
        onChange={(id) => set({ actor: id ?? '' })}
      />
      <ActionField key={search.action ? 'given' : 'empty'} />
      <NativeSelect
        label={t`About`}
        value={search.subject ?? ''}
        onChange={(event) => set({ subject: event.currentTarget.value })}
        data={[
          { value: '', label: t`Anything` },
          ...SUBJECT_TYPES.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
        ]}
      />
      <TextInput
        type="date"
        label={t`From day`}
        value={search.from ?? ''}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        type="date"
        label={t`To day`}
        value={search.to ?? ''}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
      {active && (
        <div>
          <Button
            size="compact-sm"
            variant="subtle"
            onClick={() => set(Object.fromEntries(KEYS.map((key) => [key, ''])))}
          >
            <Trans>Clear these filters</Trans>
          </Button>
        </div>
      )}
    </SimpleGrid>
  );
}

/** `ticket` finds every action of tickets, `ticket.assigned` one. */
function ActionField() {
  const { t } = useLingui();
  const { search, set } = useAdminSearch();
  const [text, setText] = useState(search.action ?? '');
  const later = useDebouncedCallback((action: string) => set({ action }), TYPING_MS);
  return (
    <TextInput
      label={t`Action`}
      placeholder="ticket.assigned"
      value={text}
      maxLength={80}
      onChange={(event) => {
        setText(event.currentTarget.value);
        later(event.currentTarget.value.trim().toLowerCase());
      }}
    />
  );
}
