import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { SavedView } from '@/api/desk-types';
import type { QueueSearch } from '@/lib/queue-search';
import { firstUse } from '@/ui/first-use';

export interface ViewMenuProps {
  /** The address, a saved view written out. */
  search: QueueSearch;
  view: SavedView | undefined;
  /** The list is no longer what the view was kept as. */
  isChanged: boolean;
  split: boolean;
  onSplit: (() => void) | undefined;
  onSearch: (search: QueueSearch) => void;
}

/** Keep, change and give up views; how the list is laid out. */
export const ViewMenu = firstUse<ViewMenuProps>(
  () => import('./ViewMenuItems'),
  ({ press }) => <ViewButton {...press} />,
);

export function ViewButton(props: React.ComponentPropsWithRef<'button'>) {
  const { t } = useLingui();
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={34}
      aria-label={t`View options`}
      aria-haspopup="menu"
      {...(props as object)}
    >
      <IconDots size={18} />
    </ActionIcon>
  );
}
