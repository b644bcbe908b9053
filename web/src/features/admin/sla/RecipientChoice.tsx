import { useLingui } from '@lingui/react/macro';
import { Chip, Group, Input } from '@mantine/core';
import { useId } from 'react';
import type { Recipient } from '@/api/admin-sla';
import { RECIPIENT_LABELS } from './course-words';

interface Props {
  label: string;
  value: Recipient[];
  onChange: (chosen: Recipient[]) => void;
}

/** Whom a level tells, by what they are to the ticket. */
export function RecipientChoice({ label, value, onChange }: Props) {
  const { t } = useLingui();
  const id = useId();
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id }}>
      <Group gap="xs" mt={6} role="group" aria-labelledby={id}>
        <Chip.Group multiple value={value} onChange={(chosen) => onChange(chosen as Recipient[])}>
          {Object.entries(RECIPIENT_LABELS).map(([word, words]) => (
            <Chip key={word} value={word} size="sm">
              {t(words)}
            </Chip>
          ))}
        </Chip.Group>
      </Group>
    </Input.Wrapper>
  );
}
