import { Trans, useLingui } from '@lingui/react/macro';
import { Button, CloseButton, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './FilterBar.module.css';

export interface FilterField {
  key: string;
  label: string;
  options: { value: string; label: string }[];
}

interface Props {
  search: string;
  onSearch: (text: string) => void;
  searchLabel: string;
  fields?: FilterField[];
  values?: Record<string, string | undefined>;
  /** `undefined` takes the filter away. */
  onFilter?: (key: string, value: string | undefined) => void;
  onClear?: () => void;
  children?: ReactNode;
}

const TYPING_MS = 300;

/** Search and closed-list filters; the values live in the address, this only shows and changes them. */
export function FilterBar(props: Props) {
  const { fields = [], values = {}, onFilter, onClear } = props;
  const active = fields.some((field) => values[field.key]) || props.search !== '';
  return (
    <Group gap="xs" className={classes.bar} role="search">
      <SearchBox value={props.search} onSearch={props.onSearch} label={props.searchLabel} />
      {fields.map((field) => (
        <NativeSelect
          key={field.key}
          aria-label={field.label}
          value={values[field.key] ?? ''}
          onChange={(event) => onFilter?.(field.key, event.currentTarget.value || undefined)}
          data={[{ value: '', label: field.label }, ...field.options]}
          data-active={values[field.key] ? true : undefined}
          classNames={{ input: classes.select }}
        />
      ))}
      {active && onClear && (
        <Button variant="subtle" color="gray" size="sm" onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Button>
      )}
      {props.children}
    </Group>
  );
}

function SearchBox({
  value,
  onSearch,
  label,
}: {
  value: string;
  onSearch: (text: string) => void;
  label: string;
}) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const later = useDebouncedCallback((next: string) => {
    sent.current = next;
    onSearch(next);
  }, TYPING_MS);

  // Follow the address (back button, cleared filters), but never undo what is being typed.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  const change = (next: string) => {
    setText(next);
    later(next);
  };
  return (
    <TextInput
      type="search"
      data-search-field
      aria-label={label}
      placeholder={label}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text && <CloseButton size="sm" aria-label={t`Clear the search`} onClick={() => change('')} />
      }
      className={classes.search}
    />
  );
}
