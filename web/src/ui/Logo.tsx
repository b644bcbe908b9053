import { Trans } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import classes from './Logo.module.css';

/** The product's mark; `wordless` leaves the name to screen readers. */
export function Logo({ wordless = false }: { wordless?: boolean }) {
  return (
    <Group gap={10} wrap="nowrap" component="span">
      <svg
        width="30"
        height="30"
        viewBox="0 0 32 32"
        className={classes.mark}
        role="img"
        aria-label="Madison88"
      >
        <rect width="32" height="32" rx="9" fill="#364fc7" />
        <path
          d="M7 23V9.5l6.2 8.2a1 1 0 0 0 1.6 0L21 9.5V23"
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="26" cy="22.6" r="2" fill="#63e6be" />
      </svg>
      {!wordless && (
        <Text span fw={650} size="md" className={classes.name}>
          <Trans>IT Support</Trans>
        </Text>
      )}
    </Group>
  );
}
