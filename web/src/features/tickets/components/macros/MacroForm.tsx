import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isApiError } from '@/api/errors';
import { createMacro, type Macro, updateMacro } from '@/api/macros';
import type { NamedRef } from '@/api/types';
import { toastDone } from '@/lib/toast';
import { type MacroValues, missingOf, scopeOf, toMacro, valuesOf } from '../../macro-form';
import { MacroChangeFields } from './MacroChangeFields';
import { MacroText } from './MacroText';

interface Props {
  /** The macro to change; without one a new one is kept. */
  macro: Macro | undefined;
  teams: NamedRef[];
  mayShare: boolean;
  onClose: () => void;
}

/** A canned reply or a macro: its words, and the fields that go with them. */
export function MacroForm({ macro, teams, mayShare, onClose }: Props) {
  const { t } = useLingui();
  const client = useQueryClient();
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const [values, setValues] = useState(() => valuesOf(macro));
  const [tried, setTried] = useState(false);
  const set = (changes: Partial<MacroValues>) => setValues((old) => ({ ...old, ...changes }));
  const missing = missingOf(values);
  const keep = useMutation({
    mutationFn: () =>
      macro
        ? updateMacro(macro, toMacro(values))
        : createMacro({ ...toMacro(values), ...scopeOf(values.whose) }),
    onSuccess: async ({ name }) => {
      await client.invalidateQueries({ queryKey: ['ticket-macros'] });
      toastDone(t`${name} is kept`);
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (missing.length === 0) keep.mutate();
  };
  const refused = isApiError(keep.error)
    ? (Object.values(keep.error.fieldErrors)[0] ?? keep.error.message)
    : '';
  const error = (field: keyof MacroValues) =>
    tried && missing.includes(field) ? t`Please fill this in.` : undefined;
  return (
    <Modal
      opened
      size="xl"
      fullScreen={phone}
      onClose={onClose}
      title={macro ? t`Change ${macro.name}` : t`New reply or macro`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <Group grow align="flex-start" preventGrowOverflow={false} wrap="wrap">
            <TextInput
              data-autofocus
              required
              miw={220}
              label={t`Name`}
              maxLength={80}
              value={values.name}
              onChange={(event) => set({ name: event.currentTarget.value })}
              error={error('name')}
            />
            {!macro && (
              <NativeSelect
                miw={220}
                label={t`Who has it`}
                value={values.whose}
                onChange={(event) => set({ whose: event.currentTarget.value })}
                data={[
                  { value: 'private', label: t`Only me` },
                  ...teams.map((team) => ({ value: team.id, label: t`Everybody in ${team.name}` })),
                  ...(mayShare ? [{ value: 'shared', label: t`Everybody at the desk` }] : []),
                ]}
              />
            )}
          </Group>
          <MacroText values={values} onChange={set} error={error('body')} />
          <MacroChangeFields values={values} onChange={set} error={error} />
          {refused && (
            <Alert color="red" variant="light" role="alert">
              {refused}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              <Trans>Cancel</Trans>
            </Button>
            <Button type="submit" loading={keep.isPending}>
              <Trans>Save</Trans>
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
