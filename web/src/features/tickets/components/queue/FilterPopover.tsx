import { Trans } from '@lingui/react/macro';
import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useRef } from 'react';
import { useOpened } from '@/ui/first-use';
import { FilterButton, type FilterProps } from './FilterMenu';
import classes from './Queue.module.css';

/** The filter's button with its list. */
export default function FilterPopover(filter: FilterProps) {
  const { label, options, value, onChange } = filter;
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useOpened(button);
  const chosen = value ? value.split(',') : [];
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <FilterButton filter={filter} ref={button} onClick={() => setOpen(!open)} />
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
