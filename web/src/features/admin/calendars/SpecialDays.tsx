import { Plural, Trans, useLingui } from '@lingui/react/macro';
import {
  ActionIcon,
  Badge,
  Button,
  Fieldset,
  Group,
  NativeSelect,
  Text,
  UnstyledButton,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import classes from './Editors.module.css';
import { dayWords } from './labels';
import { type SpecialDay, withoutSpecial, withSpecial } from './model';
import { SpecialDayForm } from './SpecialDayForm';

interface Props {
  days: SpecialDay[];
  error: ReactNode;
  onChange: (days: SpecialDay[]) => void;
}

/** Holidays, half days and extra closings of one year at a time. */
export function SpecialDays({ days, error, onChange }: Props) {
  const { t } = useLingui();
  const [year, setYear] = useState(String(new Date().getFullYear()));
  const [edited, setEdited] = useState<SpecialDay | 'new' | null>(null);
  const years = [...new Set([year, ...days.map((day) => day.date.slice(0, 4))])].sort();
  const shown = days.filter((day) => day.date.startsWith(year));
  const keep = (day: SpecialDay) => {
    const others = edited && edited !== 'new' ? withoutSpecial(days, edited) : days;
    onChange(withSpecial(others, day));
    setYear(day.date.slice(0, 4));
    setEdited(null);
  };
  return (
    <Fieldset legend={t`Holidays and half days`}>
      <Group justify="space-between" mb="xs">
        <NativeSelect
          aria-label={t`Year`}
          value={year}
          onChange={(event) => setYear(event.currentTarget.value)}
          data={years}
        />
        <Text size="sm" c="dimmed" role="status">
          <Plural value={shown.length} one="# special day" other="# special days" />
        </Text>
      </Group>
      <ul className={classes.special} aria-label={t`Special days of ${year}`}>
        {shown.map((day) => (
          <SpecialRow
            key={`${day.date}${day.hours === null}`}
            day={day}
            onEdit={() => setEdited(day)}
            onRemove={() => onChange(withoutSpecial(days, day))}
          />
        ))}
      </ul>
      {edited ? (
        <SpecialDayForm
          key={edited === 'new' ? 'new' : `${edited.date}${edited.hours === null}`}
          day={edited === 'new' ? { date: `${year}-01-01`, name: '', hours: null } : edited}
          onKeep={keep}
          onCancel={() => setEdited(null)}
        />
      ) : (
        <Button
          variant="light"
          size="sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => setEdited('new')}
        >
          <Trans>Add a day</Trans>
        </Button>
      )}
      {error && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert" data-path="special" tabIndex={-1}>
          {error}
        </Text>
      )}
    </Fieldset>
  );
}

interface RowProps {
  day: SpecialDay;
  onEdit: () => void;
  onRemove: () => void;
}

function SpecialRow({ day, onEdit, onRemove }: RowProps) {
  const { t } = useLingui();
  const { name, hours } = day;
  const words = hours?.map(({ start, end }) => `${start}–${end}`).join(', ');
  return (
    <li>
      <Text size="sm" className={`${classes.date} numeric`}>
        {dayWords(day.date)}
      </Text>
      <UnstyledButton className={classes.specialName} onClick={onEdit} aria-label={t`Edit ${name}`}>
        <Text size="sm">{name}</Text>
      </UnstyledButton>
      <Badge variant="light" color={hours === null ? 'red' : 'yellow'} radius="sm" tt="none">
        {hours === null ? t`Holiday` : words || t`Closed`}
      </Badge>
      <ActionIcon size="sm" color="red" aria-label={t`Remove ${name}`} onClick={onRemove}>
        <IconTrash size={15} />
      </ActionIcon>
    </li>
  );
}
