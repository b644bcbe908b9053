import { useLingui } from '@lingui/react/macro';
import { Checkbox, NativeSelect, Popover, Stack, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useOpened } from '@/ui/first-use';
import { TYPE_LABELS } from '@/ui/labels';
import { FILTER_LABELS } from '../../labels';
import { toDay, toInstant } from './days';
import { FLAGS, MoreButton, type MoreProps } from './MoreFilters';

/** The button with the filters behind it. */
export default function MorePopover({ search, onFilter }: MoreProps) {
  const { t } = useLingui();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useOpened(button);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      shadow="md"
      width={280}
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <MoreButton search={search} ref={button} onClick={() => setOpen(!open)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t`More filters`}>
        <Stack gap="sm">
          <NativeSelect
            label={t`Type`}
            value={search.type ?? ''}
            onChange={(event) => onFilter('type', event.currentTarget.value || undefined)}
            data={[
              { value: '', label: t`Any` },
              { value: 'incident', label: t(TYPE_LABELS.incident) },
              { value: 'service_request', label: t(TYPE_LABELS.service_request) },
            ]}
          />
          {FLAGS.map((key) => (
            <Checkbox
              key={key}
              label={t(FILTER_LABELS[key])}
              checked={search[key] ?? false}
              onChange={(event) => onFilter(key, event.currentTarget.checked || undefined)}
            />
          ))}
          <TagInput value={search.tag ?? ''} onChange={(tag) => onFilter('tag', tag || undefined)} />
          <DayInput
            label={t`Raised from`}
            value={search.created_from}
            onChange={(value) => onFilter('created_from', value)}
          />
          <DayInput
            label={t`Raised before`}
            value={search.created_to}
            onChange={(value) => onFilter('created_to', value)}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function TagInput({ value, onChange }: { value: string; onChange: (tag: string) => void }) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const send = () => text.trim() !== value && onChange(text.trim().toLowerCase());
  return (
    <TextInput
      label={t`Tag`}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={send}
      onKeyDown={(event) => event.key === 'Enter' && send()}
    />
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (iso: string | undefined) => void;
}

/** A day in the viewer's zone, kept as the instant at which it begins. */
function DayInput({ label, value, onChange }: DayProps) {
  return (
    <TextInput
      type="date"
      label={label}
      value={toDay(value)}
      onChange={(event) => onChange(toInstant(event.currentTarget.value))}
    />
  );
}
