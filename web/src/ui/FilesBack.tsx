import { Plural } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';

/** Says that files chosen before the page was loaded are still here and not sent. */
export function FilesBack({ count }: { count: number }) {
  return (
    <Text size="sm" c="dimmed" role="status">
      <IconPaperclip size={15} aria-hidden style={{ verticalAlign: -2, marginInlineEnd: 4 }} />
      <Plural
        value={count}
        one="# file from before is still here and not sent."
        other="# files from before are still here and not sent."
      />
    </Text>
  );
}
