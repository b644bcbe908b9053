import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';

/** Items of a menu under a heading, which is what they are called together by those who do not see it. */
export function MenuGroup({ name, children }: { name: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu
    <div role="group" aria-label={name}>
      <Menu.Label aria-hidden>{name}</Menu.Label>
      {children}
    </div>
  );
}
