import { Trans, useLingui } from '@lingui/react/macro';
import { Button, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { IconBolt, IconPlus, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Macro, macrosQuery } from '@/api/macros';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { MacroCard } from '../components/macros/MacroCard';
import { MacroForm } from '../components/macros/MacroForm';

type Edited = { macro: Macro | undefined };

/** Canned replies and macros: one's own, those of one's teams, everybody's. */
export function MacrosPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(macrosQuery());
  const [query, setQuery] = useState('');
  const [edited, setEdited] = useState<Edited | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={17} />} onClick={() => setEdited({ macro: undefined })}>
      <Trans>New reply or macro</Trans>
    </Button>
  );
  const wanted = query.trim().toLowerCase();
  const found = (data?.items ?? []).filter(({ name, body }) =>
    `${name} ${body}`.toLowerCase().includes(wanted),
  );
  return (
    <Page
      title={t`Replies and macros`}
      lead={
        <Trans>
          Texts written again and again, and the changes that go with them. On a ticket: type / in the
          message.
        </Trans>
      }
      actions={add}
    >
      {isPending && <CardsSkeleton count={4} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && data.items.length === 0 && (
        <EmptyState
          icon={IconBolt}
          title={<Trans>Nothing is kept yet</Trans>}
          text={<Trans>Keep what you write often; on a ticket it is two key presses away.</Trans>}
          action={add}
        />
      )}
      {data && data.items.length > 0 && (
        <Stack gap="lg">
          <TextInput
            maw={420}
            aria-label={t`Find a reply or macro`}
            placeholder={t`Find a reply or macro`}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
          />
          {found.length === 0 && (
            <EmptyState
              icon={IconSearch}
              title={<Trans>Nothing fits these words</Trans>}
              action={
                <Button variant="default" onClick={() => setQuery('')}>
                  <Trans>Show all</Trans>
                </Button>
              }
            />
          )}
          <Shelves macros={found} onEdit={(macro) => setEdited({ macro })} />
        </Stack>
      )}
      {edited && data && (
        <MacroForm
          macro={edited.macro}
          teams={data.teams}
          mayShare={data.may_share}
          onClose={() => setEdited(null)}
        />
      )}
    </Page>
  );
}

/** Mine, then each team's, then everybody's. */
function Shelves({ macros, onEdit }: { macros: Macro[]; onEdit: (macro: Macro) => void }) {
  const { t } = useLingui();
  const place = ({ scope, team }: Macro) =>
    scope === 'private' ? t`Mine` : scope === 'shared' ? t`Everybody at the desk` : (team?.name ?? '');
  const order = { private: 0, team: 1, shared: 2 };
  const sorted = [...macros].sort(
    (one, other) => order[one.scope] - order[other.scope] || place(one).localeCompare(place(other)),
  );
  const shelves = grouped(sorted, place);
  return [...shelves].map(([title, list]) => (
    <section key={title}>
      <Title order={2} size="h4" mb="sm">
        {title}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        {list.map((macro) => (
          <MacroCard key={macro.id} macro={macro} onEdit={() => onEdit(macro)} />
        ))}
      </SimpleGrid>
    </section>
  ));
}

function grouped(list: Macro[], key: (macro: Macro) => string): Map<string, Macro[]> {
  const found = new Map<string, Macro[]>();
  for (const one of list) found.set(key(one), [...(found.get(key(one)) ?? []), one]);
  return found;
}
