import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { type MacroPlace, macrosQuery } from '@/api/macros';
import { Choice } from '@/ui/Choice';
import type { MacroValues } from '../../macro-form';
import { PLACE_LABELS } from '../../macro-labels';
import classes from './Macros.module.css';

interface Props {
  values: MacroValues;
  onChange: (changes: Partial<MacroValues>) => void;
  error: string | undefined;
}

/** The words, for the requester or for colleagues, with places that are filled in for each ticket. */
export function MacroText({ values, onChange, error }: Props) {
  const { t } = useLingui();
  const field = useRef<HTMLTextAreaElement>(null);
  const { data } = useQuery(macrosQuery());
  const put = (place: MacroPlace) => {
    const at = field.current?.selectionStart ?? values.body.length;
    const word = `{${place}}`;
    onChange({ body: values.body.slice(0, at) + word + values.body.slice(at) });
    setTimeout(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at + word.length, at + word.length);
    });
  };
  return (
    <div>
      <Textarea
        ref={field}
        label={t`Text`}
        description={t`Leave it empty for a macro that only changes fields.`}
        autosize
        minRows={4}
        maxRows={12}
        maxLength={20_000}
        value={values.body}
        onChange={(event) => onChange({ body: event.currentTarget.value })}
        error={error}
      />
      <Group justify="space-between" mt={8} gap="xs">
        <div className={classes.places}>
          <Text span size="xs" c="dimmed">
            <Trans>Fill in:</Trans>
          </Text>
          {data?.places.map((place) => (
            <Button key={place} size="compact-xs" variant="default" onClick={() => put(place)}>
              {t(PLACE_LABELS[place])}
            </Button>
          ))}
        </div>
        <Choice
          compact
          label={t`Reply or note`}
          value={values.isNote ? 'note' : 'reply'}
          onChange={(channel) => onChange({ isNote: channel === 'note' })}
          options={[
            { value: 'reply', label: t`Reply` },
            { value: 'note', label: t`Internal note` },
          ]}
        />
      </Group>
    </div>
  );
}
