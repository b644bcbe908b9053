import { useLingui } from '@lingui/react/macro';
import { TagsInput, type TagsInputProps } from '@mantine/core';

const anyOf = (chosen: readonly unknown[] | undefined, words: string) => (chosen?.length ? '' : words);

/** Words typed one after the other: Enter or a comma ends each. */
export function WordsInput(props: TagsInputProps) {
  const { t } = useLingui();
  return (
    <TagsInput
      splitChars={[',', ';']}
      acceptValueOnBlur
      clearable
      maxTags={200}
      placeholder={anyOf(props.value, t`Type and press Enter`)}
      {...props}
    />
  );
}
