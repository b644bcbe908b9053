import { useLingui } from '@lingui/react/macro';
import { Button, type ButtonProps } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { firstUse } from '@/ui/first-use';

export interface FilterProps {
  label: string;
  options: { value: string; label: string }[];
  /** Values with commas between them, as the address holds them. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** A filter that takes several values of a closed list. */
export const FilterMenu = firstUse<FilterProps>(
  () => import('./FilterPopover'),
  ({ press, ...props }) => <FilterButton filter={props} {...press} />,
);

type PlainButton = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

/** Says what the filter is set to. */
export function FilterButton({ filter, ...button }: { filter: FilterProps } & PlainButton) {
  const { t } = useLingui();
  const { label, options, value } = filter;
  const chosen = value ? value.split(',') : [];
  const names = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  const text = names.length === 0 ? label : names.length > 2 ? `${label}: ${names.length}` : names.join(', ');
  return (
    <Button
      variant={chosen.length > 0 ? 'light' : 'default'}
      size="sm"
      fw={500}
      rightSection={<IconChevronDown size={15} aria-hidden />}
      aria-label={chosen.length > 0 ? t`${label}: ${names.join(', ')}` : label}
      aria-haspopup="dialog"
      data-filter
      {...button}
    >
      {text}
    </Button>
  );
}
