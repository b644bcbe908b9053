import { useLingui } from '@lingui/react/macro';
import { Button, Checkbox, NativeSelect, Popover, Stack, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { useState } from 'react';
import type { FilterKey, QueueSearch } from '@/lib/queue-search';
import { TYPE_LABELS } from '@/ui/labels';
import { FILTER_LABELS } from '../../labels';

const FLAGS = ['breached', 'escalated', 'unrouted'] as const;

interface Props {
  search: QueueSearch;
  onFilter: (key: FilterKey, value: string | boolean | undefined) => void;
}

/** Filters that are needed less often: flags, a tag, the days a ticket was raised. */
export function MoreFilters({ search, onFilter }: Props) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const used =
    FLAGS.filter((key) => search[key]).length +
    [search.type, search.tag, search.created_from, search.created_to].filter(Boolean).length;
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
        <Button
          variant={used > 0 ? 'light' : 'default'}
          size="sm"
          fw={500}
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
          data-filter
        >
          {used > 0 ? t`More: ${used}` : t`More`}
        </Button>
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

export function toDay(iso: string | undefined): string {
  const at = iso ? new Date(iso) : null;
  if (!at || Number.isNaN(at.getTime())) return '';
  const two = (part: number) => String(part).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function toInstant(day: string): string | undefined {
  const at = new Date(`${day}T00:00:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
