import { useLingui } from '@lingui/react/macro';
import type { Mismatch } from '@/api/conditions';
import { FIELDS } from './fields';

/** What a ticket has where a rule wants something else: "priority is P3". */
export function useMismatchText() {
  const { t } = useLingui();
  return ({ field, got }: Mismatch): string => {
    const { kind, subject, choices } = FIELDS[field];
    const name = t(subject);
    const words = got
      .map((one) => {
        const choice = choices?.find(({ value }) => value === one);
        return choice && field !== 'priority' ? t(choice.label) : one;
      })
      .join(', ');
    if (kind === 'boolean') return got.includes('True') ? t`${name} is a VIP` : t`${name} is no VIP`;
    if (kind === 'words') return words ? t`${name} mentions ${words}` : t`${name} does not mention the words`;
    return words ? t`${name} is ${words}` : t`${name} is not given`;
  };
}
