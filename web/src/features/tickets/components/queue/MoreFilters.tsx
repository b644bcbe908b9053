import { useLingui } from '@lingui/react/macro';
import { Button, type ButtonProps } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import type { FilterKey, QueueSearch } from '@/lib/queue-search';
import { firstUse } from '@/ui/first-use';

export const FLAGS = ['breached', 'escalated', 'unrouted'] as const;

export interface MoreProps {
  search: QueueSearch;
  onFilter: (key: FilterKey, value: string | boolean | undefined) => void;
}

/** Filters that are needed less often: flags, a tag, the days a ticket was raised. */
export const MoreFilters = firstUse<MoreProps>(
  () => import('./MorePopover'),
  ({ press, search }) => <MoreButton search={search} {...press} />,
);

type PlainButton = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

/** Says how many of them are set. */
export function MoreButton({ search, ...button }: { search: QueueSearch } & PlainButton) {
  const { t } = useLingui();
  const used =
    FLAGS.filter((key) => search[key]).length +
    [search.type, search.tag, search.created_from, search.created_to].filter(Boolean).length;
  return (
    <Button
      variant={used > 0 ? 'light' : 'default'}
      size="sm"
      fw={500}
      leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
      aria-haspopup="dialog"
      data-filter
      {...button}
    >
      {used > 0 ? t`More: ${used}` : t`More`}
    </Button>
  );
}
