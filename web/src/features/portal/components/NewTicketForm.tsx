import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Paper, Skeleton, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertCircle, IconSend2 } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type ClipboardEvent, type FormEvent, lazy, Suspense, useRef, useState } from 'react';
import { useCan, useMe } from '@/api/auth';
import { isApiError } from '@/api/errors';
import type { Reference, Ticket } from '@/api/types';
import { useKeptFiles } from '@/lib/use-kept-files';
import { Choice } from '@/ui/Choice';
import { ErrorState } from '@/ui/ErrorState';
import { describe, type FieldCode, LIMITS, toInput, validate } from '../new-ticket-model';
import { useCategory, useDraftValues, useEffectWords, usePromise, useSimilar } from '../use-new-ticket';
import { NEW_FILES, useSubmit } from '../use-submit';
import { ContextSkeleton } from './ContextSkeleton';
import classes from './NewTicketForm.module.css';

/** Beside the form and not needed to begin: fetched after it is drawn. */
const AttachField = lazy(async () => ({ default: (await import('./AttachField')).AttachField }));
const ContextFields = lazy(async () => ({ default: (await import('./ContextFields')).ContextFields }));
const DeviceField = lazy(() => import('./DeviceField'));
const PromiseCard = lazy(() => import('./PromiseCard'));
const Similar = lazy(() => import('./Similar'));
const KnownIssues = lazy(() => import('@/ui/status/KnownIssues'));
const Answers = lazy(() => import('./Answers'));
const ForWhom = lazy(() => import('./ForWhom'));
const Raised = lazy(() => import('./Raised'));

const route = getRouteApi('/signed-in/new');

/** Three actions: open it, type, submit. Everything else has a default. */
export function NewTicketForm({ reference }: { reference: Reference }) {
  const { t } = useLingui();
  const { type, title } = route.useSearch();
  const navigate = useNavigate();
  const form = useRef<HTMLFormElement>(null);
  const { values, patch, saved, restored, forget, startOver } = useDraftValues(reference, type, title);
  const forOthers = useCan('tickets.create_for_others');
  const [raised, setRaised] = useState<Ticket | null>(null);
  const kept = useKeptFiles(useMe().id, NEW_FILES);
  const { files, setFiles } = kept;
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const category = useCategory(values, reference);
  const { sentence } = useEffectWords(values.forWhom !== null);
  const promise = usePromise(values, category, sentence(values));
  const own = useSimilar(values);
  const similar = values.forWhom ? promise.data?.duplicates : own.data;
  const submit = useSubmit((ticket) => {
    forget();
    if (values.forWhom) setRaised(ticket);
    else
      void navigate({ to: '/tickets/$number', params: { number: ticket.number }, search: { created: true } });
  });

  const texts: Record<FieldCode, string> = {
    title_short: t`Say in a few words what it is about.`,
    description_short: t`A little more, please: at least ${LIMITS.descriptionMin} characters.`,
    required: t`Please choose.`,
  };
  const change = (changes: Parameters<typeof patch>[0]) => {
    patch(changes);
    setErrors((old) => Object.fromEntries(Object.entries(old).filter(([field]) => !(field in changes))));
  };
  const focusFirst = (fields: string[]) =>
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>(`[name="${fields[0]}"]`)?.focus());
  const send = (anyway: boolean) => {
    const found = Object.entries(validate(values)).map(([field, code]) => [field, texts[code]] as const);
    setErrors(Object.fromEntries(found));
    if (found.length > 0) return void focusFirst(found.map(([field]) => field));
    submit.mutate(
      { input: toInput(values, category, sentence(values), anyway), files },
      {
        onError: (error) => {
          if (!isApiError(error, 422)) return;
          setErrors(error.fieldErrors);
          focusFirst(Object.keys(error.fieldErrors));
        },
      },
    );
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    // Taken out at once: the clipboard is empty again when the rest has come.
    const pasted = [...event.clipboardData.files];
    void import('../files-model').then(({ sortFiles }) =>
      setFiles((old) => sortFiles([...old, ...pasted], reference.attachments).taken),
    );
  };
  const duplicate =
    isApiError(submit.error, 409) && submit.error.code === 'possible_duplicate'
      ? (submit.error.problem.candidates ?? [])
      : null;

  const afresh = () => {
    setFiles([]);
    startOver();
  };
  const written = {
    words: describe(values),
    files,
    onAdded: (number: string) => {
      afresh();
      void navigate({ to: '/tickets/$number', params: { number } });
    },
  };
  const another = () => {
    submit.reset();
    setRaised(null);
    afresh();
  };
  if (raised)
    return (
      <Suspense fallback={<Skeleton h={120} radius="lg" />}>
        <Raised ticket={raised} onAnother={another} />
      </Suspense>
    );

  return (
    <form ref={form} onSubmit={onSubmit} onPaste={onPaste} noValidate className={classes.columns}>
      <Paper withBorder className={classes.main}>
        <Stack gap="lg">
          <Choice
            label={t`Kind of ticket`}
            value={values.type}
            onChange={(type) => change({ type })}
            options={[
              { value: 'incident', label: t`Something is broken` },
              { value: 'service_request', label: t`I need something` },
            ]}
          />
          {forOthers && (
            <Suspense fallback={<Skeleton h={67} radius="md" />}>
              <ForWhom
                value={values.forWhom}
                onChange={(forWhom) => change({ forWhom })}
                error={errors.requester_id}
              />
            </Suspense>
          )}
          <TextInput
            name="title"
            size="md"
            label={values.type === 'incident' ? t`What is wrong?` : t`What do you need?`}
            placeholder={
              values.type === 'incident' ? t`VPN drops every ten minutes` : t`Access to the Pivot88 reports`
            }
            value={values.title}
            onChange={(event) => change({ title: event.currentTarget.value })}
            error={errors.title}
            maxLength={LIMITS.titleMax}
            autoComplete="off"
            autoFocus
            required
            withAsterisk={false}
          />
          <Textarea
            name="description"
            size="md"
            label={t`Details`}
            description={t`Since when, which device, what you already tried. Paste screenshots here.`}
            value={values.description}
            onChange={(event) => change({ description: event.currentTarget.value })}
            error={errors.description}
            maxLength={LIMITS.descriptionMax}
            autosize
            minRows={4}
            maxRows={14}
          />
          <Suspense fallback={<ContextSkeleton />}>
            <ContextFields
              values={values}
              category={category}
              reference={reference}
              errors={errors}
              onChange={change}
            />
          </Suspense>
          <Suspense>
            {!values.forWhom && (
              <DeviceField
                value={values.devices ?? []}
                onChange={(devices) => change({ devices })}
                error={errors.asset_ids}
              />
            )}
          </Suspense>
          <Suspense fallback={<Skeleton h={61} radius="md" />}>
            <AttachField limits={reference.attachments} kept={kept} />
          </Suspense>
          {duplicate && (
            <Suspense>
              <Similar
                candidates={duplicate}
                whose={values.forWhom?.name}
                onAnyway={() => send(true)}
                written={written}
                sending={submit.isPending}
              />
            </Suspense>
          )}
          {submit.isError && !duplicate && <Refused error={submit.error} errors={errors} />}
          <Group justify="space-between">
            <Text size="sm" c="dimmed" aria-live="polite">
              {saved && <Trans>Draft saved in this browser</Trans>}
              {restored && saved && (
                <Button variant="subtle" size="compact-sm" color="gray" onClick={afresh}>
                  <Trans>Start over</Trans>
                </Button>
              )}
            </Text>
            <Button
              type="submit"
              size="md"
              loading={submit.isPending}
              rightSection={<IconSend2 size={18} />}
              className={classes.submit}
            >
              <Trans>Submit</Trans>
            </Button>
          </Group>
        </Stack>
      </Paper>
      <aside className={classes.side}>
        <Stack gap="md">
          <Suspense fallback={<Skeleton h={96} radius="lg" />}>
            <PromiseCard preview={promise.data} busy={promise.isFetching} />
          </Suspense>
          <Suspense>
            {values.type === 'incident' && values.title.trim() && (
              <KnownIssues text={`${values.title} ${values.description}`} onJoined={forget} />
            )}
          </Suspense>
          <Suspense>
            {values.title.trim().includes(' ') && (
              <Answers
                title={values.title}
                onSolved={() => {
                  forget();
                  void navigate({ to: '/' });
                }}
              />
            )}
          </Suspense>
          <Suspense>
            {!duplicate && similar && similar.length > 0 && (
              <Similar candidates={similar} whose={values.forWhom?.name} written={written} />
            )}
          </Suspense>
        </Stack>
      </aside>
    </form>
  );
}

function Refused({ error, errors }: { error: unknown; errors: Partial<Record<string, string>> }) {
  const { t } = useLingui();
  if (!isApiError(error, 422))
    return <ErrorState error={error} title={t`The ticket was not sent; nothing you wrote is lost`} />;
  return (
    <Alert color="red" icon={<IconAlertCircle size={18} />} role="alert">
      {Object.keys(errors).length > 0 ? <Trans>Please look at the marked fields.</Trans> : error.message}
    </Alert>
  );
}
