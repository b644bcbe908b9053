import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './Queue.module.css';

interface Props {
  label: string;
  options: { value: string; label: string }[];
  /** Values with commas between them, as the address holds them. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A filter that takes several values of a closed list. */
export function FilterMenu({ label, options, value, onChange }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const chosen = value ? value.split(',') : [];
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const text = names.length === 0 ? label : names.length > 2 ? `${label}: ${names.length}` : names.join(', ');
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant={chosen.length > 0 ? 'light' : 'default'}
          size="sm"
          fw={500}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          onClick={() => setOpen(!open)}
          aria-label={chosen.length > 0 ? t`${label}: ${names.join(', ')}` : label}
          data-filter
        >
          {text}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <div className={classes.options}>
          <Checkbox.Group value={chosen} onChange={(next) => onChange(next.join(',') || undefined)}>
            <Stack gap={10} p={4}>
              {options.map((option) => (
                <Checkbox key={option.value} value={option.value} label={option.label} />
              ))}
            </Stack>
          </Checkbox.Group>
        </div>
        {chosen.length > 0 && (
          <Button
            mt="sm"
            fullWidth
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => onChange(undefined)}
          >
            <Trans>Any</Trans>
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
