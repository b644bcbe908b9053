import { type FormErrors, type UseFormReturnType, useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Versioned } from '@/api/admin-http';
import { isApiError } from '@/api/errors';
import { newKey } from '@/lib/ids';
import { type Clash, mergeEdits, sortMessages } from './merge';

export interface RecordFormOptions<V extends object, R extends { version: number }> {
  /** The record as it was read; null makes a new one. */
  record: R | null;
  values: V;
  toValues: (record: R) => V;
  validate: (values: V) => FormErrors;
  /** Create where `version` is null. `key` is the same for every try of this form. */
  save: (values: V, version: number | null, key: string) => Promise<R>;
  reload: () => Promise<R>;
  /** The form's field for a field of the server, where the names differ. */
  fieldOf?: (serverField: string) => string | undefined;
  onSaved: (record: R) => void;
}

export interface RecordFormHandle<V extends object> {
  form: UseFormReturnType<V>;
  submit: () => void;
  saving: boolean;
  dirty: boolean;
  /** What others changed meanwhile; null while nobody did. */
  clashes: Clash[] | null;
  takeTheirs: () => void;
  /** What was refused and belongs to no field. */
  problems: string[];
  failure: unknown;
}

/** A form over one record: typed input is never lost, whatever the server says to it. */
export function useRecordForm<V extends object, R extends { version: number } = Versioned>(
  options: RecordFormOptions<V, R>,
): RecordFormHandle<V> {
  const { toValues, onSaved } = options;
  const [base, setBase] = useState(options.record);
  const [clashes, setClashes] = useState<Clash[] | null>(null);
  const [problems, setProblems] = useState<string[]>([]);
  const [key] = useState(newKey);
  const form = useForm<V>({ mode: 'controlled', initialValues: options.values, validate: options.validate });

  const focusFirst = (errors: FormErrors) => {
    const field = Object.keys(errors)[0];
    if (field) form.getInputNode(field)?.focus();
  };
  const refuse = (messages: Record<string, string>) => {
    const { byField, others } = sortMessages(messages, Object.keys(form.getValues()), options.fieldOf);
    form.setErrors(byField);
    setProblems(others);
    focusFirst(byField);
  };
  const catchUp = async () => {
    const current = await options.reload();
    const before = base ? toValues(base) : options.values;
    const merged = mergeEdits(before, form.getValues(), toValues(current));
    setBase(current);
    form.setValues(merged.values);
    form.resetDirty(toValues(current));
    setClashes(merged.clashes);
  };
  const mutation = useMutation({
    mutationFn: (values: V) => options.save(values, base?.version ?? null, key),
    onMutate: () => setProblems([]),
    onSuccess: (saved) => {
      form.resetDirty();
      onSaved(saved);
    },
    onError: async (error) => {
      if (isApiError(error, 412)) await catchUp();
      else if (isApiError(error, 422) && error.fields.length > 0) refuse(error.fieldErrors);
      else if (isApiError(error, 422) || isApiError(error, 409)) setProblems([error.message]);
    },
  });
  const takeTheirs = () => {
    if (base) form.setValues(toValues(base));
    form.resetDirty();
    setClashes(null);
  };
  const told = [409, 412, 422].some((status) => isApiError(mutation.error, status));
  return {
    form,
    submit: form.onSubmit((values) => mutation.mutate(values), focusFirst) as () => void,
    saving: mutation.isPending,
    dirty: form.isDirty(),
    clashes,
    takeTheirs,
    problems,
    failure: told ? null : mutation.error,
  };
}
