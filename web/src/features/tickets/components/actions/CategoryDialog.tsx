import { useLingui } from '@lingui/react/macro';
import { Checkbox, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { referenceQuery } from '@/api/reference';
import type { TicketSummary } from '@/api/types';
import { ActionModal } from './ActionModal';
import { closeAction } from './store';
import { useEdit } from './use-edit';

/** Category, subcategory and place, with the choice to let the rules decide the priority again. */
export function CategoryDialog({ ticket }: { ticket: TicketSummary }) {
  const { t } = useLingui();
  const { data: reference } = useQuery(referenceQuery());
  const [category, setCategory] = useState(ticket.category);
  const [subcategory, setSubcategory] = useState(ticket.subcategory ?? '');
  const [location, setLocation] = useState(ticket.location);
  const [again, setAgain] = useState(false);
  const edit = useEdit({ onDone: closeAction });
  const chosen = reference?.categories.find(({ name }) => name === category);
  const submit = () =>
    edit.mutate({
      ticket,
      body: {
        category,
        subcategory: subcategory || null,
        location,
        ...(again ? { reclassify: true } : {}),
      },
    });
  return (
    <ActionModal
      title={t`Category and location`}
      tickets={[ticket]}
      submitLabel={t`Save`}
      onSubmit={submit}
      busy={edit.isPending}
      error={edit.error}
    >
      <NativeSelect
        data-autofocus
        label={t`Category`}
        value={category}
        onChange={(event) => {
          setCategory(event.currentTarget.value);
          setSubcategory('');
        }}
        data={reference?.categories.map(({ name }) => name) ?? [category]}
      />
      <NativeSelect
        label={t`Subcategory`}
        value={subcategory}
        onChange={(event) => setSubcategory(event.currentTarget.value)}
        disabled={!chosen?.subcategories.length}
        data={[{ value: '', label: t`None` }, ...(chosen?.subcategories.map(({ name }) => name) ?? [])]}
      />
      <NativeSelect
        label={t`Location`}
        value={location}
        onChange={(event) => setLocation(event.currentTarget.value)}
        data={reference?.locations.map(({ name }) => name) ?? [location]}
      />
      <Checkbox
        checked={again}
        onChange={(event) => setAgain(event.currentTarget.checked)}
        label={t`Let the rules decide the priority again`}
      />
    </ActionModal>
  );
}
