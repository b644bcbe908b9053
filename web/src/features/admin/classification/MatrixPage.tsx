import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, Paper, Table, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type Matrix, matrixKey, matrixQuery, readMatrix, replaceMatrix } from '@/api/admin-classification';
import { toastDone } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { useDraftId } from '../frame/draft-scope';
import { RecordForm } from '../frame/RecordForm';
import { useRecordForm } from '../frame/use-record-form';
import { IMPACT_LABELS, IMPACTS, PRIORITIES, URGENCIES, URGENCY_LABELS } from '../rules/labels';
import classes from './MatrixPage.module.css';
import { cellKey, type MatrixValues, toCells, toMatrixValues } from './model';

export function MatrixPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(matrixQuery(useDraftId()));
  return (
    <AdminPage
      title={t`Impact × urgency matrix`}
      lead={<Trans>The priority of a ticket for which no classification rule holds.</Trans>}
    >
      {isPending && <CardsSkeleton count={2} />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <Paper withBorder p="lg" maw={760}>
          <MatrixForm key={data.cells.map((cell) => cell.priority).join()} matrix={data} />
        </Paper>
      )}
    </AdminPage>
  );
}

function MatrixForm({ matrix }: { matrix: Matrix }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const draft = useDraftId();
  const handle = useRecordForm<MatrixValues, Matrix>({
    record: matrix,
    values: toMatrixValues(matrix),
    toValues: toMatrixValues,
    validate: () => ({}),
    save: (values, version) =>
      replaceMatrix(toCells(values), version ?? matrix.version, values.reason.trim(), draft),
    reload: () => readMatrix(draft),
    onSaved: (saved) => {
      client.setQueryData(matrixKey(draft), saved);
      toastDone(
        draft ? t`The matrix is saved in the draft.` : t`The matrix is saved and decides from now on.`,
      );
    },
  });
  return (
    <RecordForm handle={handle} labels={useCellLabels()} sticky={false}>
      <Grid form={handle.form} />
      <TextInput
        label={t`Why`}
        description={t`Kept in the history of the rules.`}
        {...handle.form.getInputProps('reason')}
        maxLength={500}
      />
    </RecordForm>
  );
}

function Grid({ form }: { form: UseFormReturnType<MatrixValues> }) {
  const { t } = useLingui();
  const labels = useCellLabels();
  return (
    <Table withRowBorders={false} className={classes.grid} horizontalSpacing={4} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Td className={classes.corner}>
            <Trans>Impact ↓ Urgency →</Trans>
          </Table.Td>
          {URGENCIES.map((urgency) => (
            <Table.Th key={urgency} scope="col">
              {t(URGENCY_LABELS[urgency])}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {IMPACTS.map((impact) => (
          <Table.Tr key={impact}>
            <Table.Th scope="row">{t(IMPACT_LABELS[impact])}</Table.Th>
            {URGENCIES.map((urgency) => {
              const key = cellKey(impact, urgency);
              return (
                <Table.Td key={urgency} data-priority={form.values[key]} className={classes.cell}>
                  <NativeSelect aria-label={labels[key]} data={PRIORITIES} {...form.getInputProps(key)} />
                </Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function useCellLabels(): Record<string, string> {
  const { t } = useLingui();
  const pairs = IMPACTS.flatMap((impact) => URGENCIES.map((urgency) => [impact, urgency] as const));
  return Object.fromEntries(
    pairs.map(([impact, urgency]) => {
      const [who, when] = [t(IMPACT_LABELS[impact]), t(URGENCY_LABELS[urgency])];
      return [cellKey(impact, urgency), t`${who}, urgency ${when}`];
    }),
  );
}
