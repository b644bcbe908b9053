import { useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconClock, IconShieldOff, IconShieldX } from '@tabler/icons-react';

const HELD = ['pending', 'infected', 'unscannable', 'deleted'];

/** Held files cannot be opened. */
export const isHeld = (state: string) => HELD.includes(state);

/** Why a file cannot be opened, or that nobody looked into it; nothing for a clean one. */
export function ScanMark({ state }: { state: string }) {
  const { t } = useLingui();
  const marks: Record<string, [string, typeof IconClock, string]> = {
    pending: [t`Being scanned`, IconClock, 'dimmed'],
    infected: [t`Held back: a virus was found`, IconShieldX, 'var(--mantine-color-error)'],
    unscannable: [t`Held back: cannot be scanned`, IconShieldX, 'var(--mantine-color-error)'],
    deleted: [t`Deleted by an administrator`, IconShieldX, 'dimmed'],
    not_scanned: [t`Not scanned`, IconShieldOff, 'dimmed'],
  };
  const mark = marks[state];
  if (!mark) return null;
  const [label, Icon, color] = mark;
  if (state === 'not_scanned') {
    return <Icon size={14} role="img" aria-label={label} opacity={0.6} />;
  }
  return (
    <Text span size="xs" c={color} flex="none" display="inline-flex" style={{ gap: 4, alignItems: 'center' }}>
      <Icon size={14} aria-hidden />
      {label}
    </Text>
  );
}
