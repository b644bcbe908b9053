import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, NativeSelect, Paper, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type AssetImport, type ImportTerms, importKeys, putTerms } from '@/api/asset-imports';
import { assetTypesQuery } from '@/api/assets';
import { toastFailed } from '@/lib/toast';
import { CURRENCIES } from '../model';
import classes from './Imports.module.css';
import { TARGET_LABELS } from './labels';
import { termsOf, withTarget } from './model';

interface Props {
  one: AssetImport;
  onDone: () => void;
}

/** What each column means, and how the file is read; guessed, and to be corrected. */
export function Terms({ one, onDone }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const [terms, setTerms] = useState<ImportTerms>(() => termsOf(one));
  const check = useMutation({
    mutationFn: () => putTerms(one.id, terms, one.version),
    onSuccess: (next) => {
      client.setQueryData(importKeys.one(one.id), next);
      onDone();
    },
    onError: (fault) => toastFailed(fault, t`The file was not checked`),
    onSettled: () => client.invalidateQueries({ queryKey: importKeys.all }),
  });
  const hasKey = terms.targets.includes(terms.key);
  return (
    <Stack gap="md" component="form" onSubmit={(event) => event.preventDefault()}>
      <Columns one={one} terms={terms} onChange={setTerms} />
      <Reading terms={terms} onChange={setTerms} />
      {!hasKey && (
        <Alert color="yellow" variant="light">
          <Trans>Say which column holds what the assets are known by.</Trans>
        </Alert>
      )}
      <Group>
        <Button
          type="submit"
          disabled={!hasKey}
          loading={check.isPending}
          leftSection={<IconListCheck size={16} aria-hidden />}
          onClick={() => check.mutate()}
        >
          <Trans>Check every row</Trans>
        </Button>
        <Text size="sm" c="dimmed">
          <Trans>A dry run: nothing is changed.</Trans>
        </Text>
      </Group>
    </Stack>
  );
}

interface Part {
  terms: ImportTerms;
  onChange: (terms: ImportTerms) => void;
}

function Columns({ one, terms, onChange }: Part & { one: AssetImport }) {
  const { t } = useLingui();
  const own = one.targets.filter(({ label }) => label !== null);
  const options = [
    { value: '', label: t`Leave it out` },
    {
      group: t`Every asset`,
      items: one.targets
        .filter(({ label }) => label === null)
        .map(({ key }) => ({ value: key, label: TARGET_LABELS[key] ? t(TARGET_LABELS[key]) : key })),
    },
    { group: t`Fields of types`, items: own.map(({ key, label }) => ({ value: key, label: label ?? key })) },
  ];
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <table className={classes.columns} aria-label={t`Columns`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Column of the file</Trans>
            </th>
            <th scope="col">
              <Trans>It holds</Trans>
            </th>
            <th scope="col">
              <Trans>It means</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {one.columns.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place; two may have one heading.
            <tr key={place}>
              <td>
                <Text fw={600} size="sm">
                  {column.heading}
                </Text>
              </td>
              <td className={classes.samples}>{column.samples.join(' · ')}</td>
              <td>
                <NativeSelect
                  size="sm"
                  aria-label={t`What “${column.heading}” means`}
                  value={terms.targets[place] ?? ''}
                  data={options}
                  onChange={(event) => onChange(withTarget(terms, place, event.currentTarget.value || null))}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Paper>
  );
}

function Reading({ terms, onChange }: Part) {
  const { t } = useLingui();
  const { data: types = [] } = useQuery(assetTypesQuery());
  const set = (changes: Partial<ImportTerms>) => onChange({ ...terms, ...changes });
  return (
    <Paper withBorder p="md">
      <Group gap="lg" align="flex-end">
        <Choice label={t`Assets are known by`}>
          <SegmentedControl
            aria-label={t`Assets are known by`}
            value={terms.key}
            onChange={(key) => set({ key: key as ImportTerms['key'] })}
            data={[
              { value: 'tag', label: t`Tag` },
              { value: 'serial', label: t`Serial number` },
            ]}
          />
        </Choice>
        <Choice label={t`03/04/2027 means`}>
          <SegmentedControl
            aria-label={t`03/04/2027 means`}
            value={terms.day_first ? 'day' : 'month'}
            onChange={(first) => set({ day_first: first === 'day' })}
            data={[
              { value: 'day', label: t`3 April` },
              { value: 'month', label: t`4 March` },
            ]}
          />
        </Choice>
        <NativeSelect
          label={t`Costs without a currency`}
          value={terms.currency ?? 'USD'}
          data={CURRENCIES}
          onChange={(event) => set({ currency: event.currentTarget.value })}
        />
        <NativeSelect
          label={t`Type where a row names none`}
          value={terms.type_id ?? ''}
          onChange={(event) => set({ type_id: event.currentTarget.value || null })}
          data={[
            { value: '', label: t`Refuse the row` },
            ...types.filter(({ is_active }) => is_active).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Group>
    </Paper>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={2} aria-hidden>
        {label}
      </Text>
      {children}
    </div>
  );
}
