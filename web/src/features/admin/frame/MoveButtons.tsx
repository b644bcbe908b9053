import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import classes from './MoveButtons.module.css';

interface Props {
  name: string;
  isFirst: boolean;
  isLast: boolean;
  disabled?: boolean;
  onMove: (step: -1 | 1) => void;
}

/** Order without dragging. The button that was pressed keeps the focus where its row goes. */
export function MoveButtons({ name, isFirst, isLast, disabled = false, onMove }: Props) {
  const { t } = useLingui();
  const pressed = useRef<HTMLButtonElement | null>(null);
  useEffect(() => {
    const button = pressed.current;
    if (button && document.activeElement === document.body) button.focus();
    pressed.current = null;
  });
  const move = (button: HTMLButtonElement, step: -1 | 1) => {
    pressed.current = button;
    if (!disabled) onMove(step);
  };
  return (
    <Group gap={2} wrap="nowrap" flex="none">
      <ActionIcon
        className={classes.move}
        aria-label={t`Move ${name} up`}
        disabled={isFirst}
        onClick={(event) => move(event.currentTarget, -1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        className={classes.move}
        aria-label={t`Move ${name} down`}
        disabled={isLast}
        onClick={(event) => move(event.currentTarget, 1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
    </Group>
  );
}
