import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton, Text } from '@mantine/core';
import {
  IconArrowBigUpLines,
  IconBolt,
  IconProgress,
  IconTag,
  IconUserCheck,
  IconUsers,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { useCan } from '@/api/auth';
import type { DeskFilters } from '@/api/desk-types';
import type { TicketSummary } from '@/api/types';
import { keptFilters } from '../../view-model';
import { openAction } from '../actions/store';
import { setWhole, useWhole } from '../actions/whole';
import { openMacro } from '../macros/store';
import classes from './Queue.module.css';

interface Props {
  tickets: TicketSummary[];
  onClear: () => void;
  onTake: () => void;
  /** How many rows are loaded, how many the list holds, and what it is asked for with. */
  loaded: number;
  total: number;
  filters: DeskFilters;
}

/** What can be done with the selected tickets. */
export function BulkBar({ tickets, onClear, onTake, loaded, total, filters }: Props) {
  const { t } = useLingui();
  const overrides = useCan('tickets.override_priority');
  const whole = useWhole((state) => state.whole);
  const all = tickets.length === loaded && total > loaded;
  const count = whole ? whole.total : tickets.length;
  // Whoever takes one row out no longer means all of them.
  useEffect(() => {
    if (!all) setWhole(null);
  }, [all]);
  useEffect(() => () => setWhole(null), []);
  if (count === 0) return null;
  const common = { size: 'compact-md', variant: 'subtle', color: 'gray' } as const;
  return (
    <section className={classes.bulk} aria-label={t`Selected tickets`}>
      <Text size="sm" fw={600} mr="xs" aria-live="polite">
        <Trans>{count} selected</Trans>
      </Text>
      {all && !whole && (
        <Button
          size="compact-md"
          variant="light"
          onClick={() => setWhole({ filters: keptFilters(filters).filters, total })}
        >
          <Trans>Select all {total} matching</Trans>
        </Button>
      )}
      <Button {...common} leftSection={<IconUserCheck size={17} />} onClick={onTake}>
        <Trans>Assign to me</Trans>
      </Button>
      <Button {...common} leftSection={<IconUsers size={17} />} onClick={() => openAction('assign', tickets)}>
        <Trans>Assign</Trans>
      </Button>
      <Button
        {...common}
        leftSection={<IconProgress size={17} />}
        onClick={() => openAction('status', tickets)}
      >
        <Trans>Status</Trans>
      </Button>
      {overrides && (
        <Button
          {...common}
          leftSection={<IconArrowBigUpLines size={17} />}
          onClick={() => openAction('priority', tickets)}
        >
          <Trans>Priority</Trans>
        </Button>
      )}
      <Button {...common} leftSection={<IconTag size={17} />} onClick={() => openAction('tags', tickets)}>
        <Trans>Tags</Trans>
      </Button>
      <Button {...common} leftSection={<IconBolt size={17} />} onClick={() => openMacro(tickets, null)}>
        <Trans>Macro</Trans>
      </Button>
      <CloseButton aria-label={t`Clear the selection`} onClick={onClear} />
    </section>
  );
}
