import { Group } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { TextLink } from '@/ui/links';

/** The way back, above a title: to the asset, or to the register. */
export function BackLink({ asset, children }: { asset?: string; children: ReactNode }) {
  const inner = (
    <Group gap={4} component="span" display="inline-flex">
      <IconArrowLeft size={15} aria-hidden /> {children}
    </Group>
  );
  if (asset)
    return (
      <TextLink to="/assets/$id" params={{ id: asset }} size="sm" mb="xs" display="inline-block">
        {inner}
      </TextLink>
    );
  return (
    <TextLink to="/assets" size="sm" mb="xs" display="inline-block">
      {inner}
    </TextLink>
  );
}
