import { useLingui } from '@lingui/react/macro';
import { TextInput, type TextInputProps } from '@mantine/core';

/** Why a rule, policy or calendar changes: kept with the version that comes of it. */
export function WhyField(props: TextInputProps) {
  const { t } = useLingui();
  return (
    <TextInput label={t`Why`} description={t`Kept in the history of versions.`} {...props} maxLength={500} />
  );
}
