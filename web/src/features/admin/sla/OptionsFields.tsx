import { useLingui } from '@lingui/react/macro';
import { Fieldset, MultiSelect, NativeSelect, SimpleGrid, Stack } from '@mantine/core';
import type { OnPriorityChange, OnReopen, PauseWord, PolicyOptions } from '@/api/admin-sla';
import { METRICS } from './course';
import { CHANGE_LABELS, METRIC_LABELS, PAUSE_LABELS, REOPEN_LABELS } from './course-words';

interface Props {
  value: PolicyOptions;
  onChange?: (options: PolicyOptions) => void;
}

/** When the clocks of a policy stand still, and what reopening and another priority do to them. */
export function OptionsFields({ value, onChange }: Props) {
  const { t } = useLingui();
  const set = (part: Partial<PolicyOptions>) => onChange?.({ ...value, ...part });
  const words = Object.entries(PAUSE_LABELS).map(([word, label]) => ({ value: word, label: t(label) }));
  return (
    <Fieldset legend={t`How its clocks behave`}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {METRICS.map((metric) => {
            const name = t(METRIC_LABELS[metric]);
            return (
              <MultiSelect
                key={metric}
                label={t`${name}: stands still while`}
                placeholder={value.pause_on[metric].length ? '' : t`Always counts`}
                data={words}
                value={value.pause_on[metric]}
                onChange={(chosen) =>
                  set({ pause_on: { ...value.pause_on, [metric]: chosen as PauseWord[] } })
                }
              />
            );
          })}
        </SimpleGrid>
        <NativeSelect
          label={t`When a ticket is reopened`}
          value={value.on_reopen}
          onChange={(event) => set({ on_reopen: event.currentTarget.value as OnReopen })}
          data={Object.entries(REOPEN_LABELS).map(([key, label]) => ({ value: key, label: t(label) }))}
        />
        <NativeSelect
          label={t`When a ticket gets this priority later`}
          value={value.on_priority_change}
          onChange={(event) => set({ on_priority_change: event.currentTarget.value as OnPriorityChange })}
          data={Object.entries(CHANGE_LABELS).map(([key, label]) => ({ value: key, label: t(label) }))}
        />
      </Stack>
    </Fieldset>
  );
}
