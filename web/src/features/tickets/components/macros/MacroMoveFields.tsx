import { useLingui } from '@lingui/react/macro';
import { NativeSelect, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { referenceQuery } from '@/api/reference';
import { PENDING_LABELS } from '@/ui/labels';
import type { FieldProps } from './MacroChangeFields';

/** What the chosen move needs, so that a macro can make it in one press. */
export function MacroMoveFields({ values, onChange, error }: FieldProps) {
  const { t } = useLingui();
  const { data } = useQuery(referenceQuery());
  if (values.to === 'pending') {
    return (
      <NativeSelect
        required
        label={t`What does it wait for?`}
        value={values.pendingReason}
        onChange={(event) => onChange({ pendingReason: event.currentTarget.value })}
        error={error('pendingReason')}
        data={[
          { value: '', label: t`Choose a reason` },
          ...(data?.pending_reasons ?? []).map((value) => ({ value, label: t(PENDING_LABELS[value]) })),
        ]}
      />
    );
  }
  if (values.to !== 'resolved') return null;
  return (
    <>
      <Textarea
        required
        autosize
        minRows={2}
        maxRows={6}
        label={t`What solved it?`}
        description={t`The requester reads this.`}
        value={values.summary}
        onChange={(event) => onChange({ summary: event.currentTarget.value })}
        error={error('summary')}
      />
      <NativeSelect
        required
        label={t`Kind of solution`}
        value={values.category}
        onChange={(event) => onChange({ category: event.currentTarget.value })}
        error={error('category')}
        data={[
          { value: '', label: t`Choose one` },
          ...(data?.resolution_categories ?? []).map(({ name }) => name),
        ]}
      />
      <Textarea
        required
        autosize
        minRows={2}
        maxRows={6}
        label={t`Root cause`}
        description={t`For colleagues and reports.`}
        value={values.cause}
        onChange={(event) => onChange({ cause: event.currentTarget.value })}
        error={error('cause')}
      />
    </>
  );
}
