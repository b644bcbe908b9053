import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Text, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { peopleQuery } from '@/api/desk';
import { PersonChip } from '@/ui/PersonChip';
import type { Named } from '../../mention-model';
import classes from './Detail.module.css';

const MOST = 6;

interface Props {
  query: string;
  isNote: boolean;
  active: number;
  onPick: (person: Named) => void;
}

/** Who can be named, while a name is typed. Requesters do not read notes, so they cannot be named in one. */
export function MentionMenu({ query, isNote, active, onPick }: Props) {
  const { t } = useLingui();
  const people = useMentionable(query, isNote);
  if (people.length === 0) return null;
  return (
    <Paper withBorder shadow="md" className={classes.mentions} role="listbox" aria-label={t`People`}>
      {people.map((person, index) => (
        <UnstyledButton
          key={person.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          aria-disabled={!person.fits}
          className={classes.mention}
          data-active={index === active || undefined}
          onMouseDown={(event) => {
            event.preventDefault();
            if (person.fits) onPick(person);
          }}
        >
          <PersonChip person={person} />
          {!person.fits && (
            <Text span size="xs" c="dimmed">
              <Trans>cannot read internal notes</Trans>
            </Text>
          )}
        </UnstyledButton>
      ))}
    </Paper>
  );
}

/** People by a part of their name, with whether they may be named here. */
export function useMentionable(query: string | undefined, isNote: boolean) {
  const { data = [] } = useQuery({ ...peopleQuery(query ?? ''), enabled: query !== undefined });
  return data.slice(0, MOST).map((person) => ({
    id: person.id,
    name: person.name,
    fits: !isNote || !('role' in person) || person.role !== 'end_user',
  }));
}
