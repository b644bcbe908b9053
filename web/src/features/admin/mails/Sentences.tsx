import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useRef } from 'react';
import type { Sentence, Texts } from '@/api/admin-mails';
import { partLabel } from './labels';

interface Props {
  sentences: Sentence[];
  texts: Texts;
  errors: Record<string, string>;
  onChange: (texts: Texts) => void;
}

/** One field for every sentence of a mail, filled with the product's own words until they are changed. */
export function Sentences({ sentences, texts, errors, onChange }: Props) {
  const set = (part: string, text: string | null) => {
    const { [part]: _, ...others } = texts;
    onChange(text === null ? others : { ...others, [part]: text });
  };
  return (
    <Stack gap="sm">
      {sentences.map((sentence) => (
        <SentenceField
          key={sentence.part}
          sentence={sentence}
          text={texts[sentence.part] ?? null}
          error={errors[`texts.${sentence.part}`]}
          onChange={(text) => set(sentence.part, text)}
        />
      ))}
    </Stack>
  );
}

interface FieldProps {
  sentence: Sentence;
  /** `null` while the product's own words stand. */
  text: string | null;
  error: string | undefined;
  onChange: (text: string | null) => void;
}

function SentenceField({ sentence, text, error, onChange }: FieldProps) {
  const { t } = useLingui();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const { part, shipped, is_line: isLine, longest } = sentence;
  const label = t(partLabel(part));
  const shown = text ?? shipped;
  const change = (value: string) => onChange(value === shipped ? null : value);
  const insert = (place: string) => {
    const at = field.current?.selectionStart ?? shown.length;
    change(`${shown.slice(0, at)}{${place}}${shown.slice(field.current?.selectionEnd ?? at)}`);
    field.current?.focus();
  };
  const common = {
    ref: field,
    label,
    value: shown,
    error,
    maxLength: longest,
    onChange: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  return (
    <Paper withBorder p="sm">
      {isLine ? <TextInput {...common} /> : <Textarea {...common} autosize minRows={2} maxRows={10} />}
      <Group gap={4} mt={6} justify="space-between" align="flex-start">
        <Places places={sentence.places} label={label} onInsert={insert} />
        {text !== null && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconArrowBackUp size={14} />}
            onClick={() => onChange(null)}
            aria-label={t`Our words again: ${label}`}
          >
            <Trans>Our words again</Trans>
          </Button>
        )}
      </Group>
      {text !== null && (
        <Text size="xs" c="dimmed" mt={4} style={{ overflowWrap: 'anywhere' }}>
          <Trans>The product says: {shipped}</Trans>
        </Text>
      )}
    </Paper>
  );
}

interface PlacesProps {
  places: string[];
  label: string;
  onInsert: (place: string) => void;
}

/** What can be filled into a sentence; pressing one puts it where the cursor is. */
function Places({ places, label, onInsert }: PlacesProps) {
  const { t } = useLingui();
  return (
    <Group gap={4} flex={1}>
      {places.map((place) => (
        <Button
          key={place}
          variant="light"
          color="gray"
          size="compact-xs"
          ff="monospace"
          onClick={() => onInsert(place)}
          aria-label={t`Put ${place} into ${label}`}
        >
          {`{${place}}`}
        </Button>
      ))}
    </Group>
  );
}
