import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Grid, Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  putWording,
  restoreWording,
  type Texts,
  type Wording,
  wordingKeys,
  wordingQuery,
  wordingsQuery,
} from '@/api/admin-mails';
import { isApiError } from '@/api/errors';
import { LOCALES } from '@/lib/i18n';
import { toastDone, toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { useAdminSearch } from '../frame/use-admin-search';
import { useLeaveGuard } from '../frame/use-leave-guard';
import { MailTrial } from './MailTrial';
import { Sentences } from './Sentences';
import { WordingVersions } from './WordingVersions';

/** One mail in one language: its sentences, how it arrives, and its versions. */
export function MailWordingPage() {
  const { t } = useLingui();
  const { template = '' } = useParams({ strict: false }) as { template?: string };
  const { search, set } = useAdminSearch();
  const language = search.language ?? 'en';
  const { data: mails } = useQuery(wordingsQuery());
  const { data, isPending, error, refetch } = useQuery(wordingQuery(template, language));
  const known = mails?.find((mail) => mail.template === template);
  return (
    <AdminPage
      title={known?.name || t`Around every mail`}
      back={{ to: '/admin/mails', label: <Trans>Mails</Trans> }}
      actions={
        <SegmentedControl
          value={language}
          onChange={(code) => set({ language: code })}
          aria-label={t`Language of the mail`}
          data={Object.entries(LOCALES).map(([value, label]) => ({ value, label }))}
        />
      }
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <Editor
          key={`${template} ${language} ${data.version}`}
          wording={data}
          hasTicket={!!known?.kind && data.sentences.some(({ places }) => places.includes('number'))}
        />
      )}
    </AdminPage>
  );
}

const ownOf = (wording: Wording): Texts =>
  Object.fromEntries(wording.sentences.flatMap(({ part, own }) => (own === null ? [] : [[part, own]])));

interface Props {
  wording: Wording;
  hasTicket: boolean;
}

function Editor({ wording, hasTicket }: Props) {
  const { t } = useLingui();
  const stored = ownOf(wording);
  const [texts, setTexts] = useState(stored);
  const [note, setNote] = useState('');
  const dirty = JSON.stringify(texts) !== JSON.stringify(stored);
  useLeaveGuard(dirty);
  const client = useQueryClient();
  const options = {
    onSuccess: async () => {
      toastDone(t`Saved. The next mail is written so.`);
      await client.invalidateQueries({ queryKey: wordingKeys.all });
    },
    onError: (error: Error) => !isApiError(error, 422) && toastFailed(error, t`The words were not saved`),
  };
  const save = useMutation({ mutationFn: () => putWording(wording, texts, note), ...options });
  const restore = useMutation({
    mutationFn: (version: number) => restoreWording(wording, version),
    ...options,
  });
  const errors = isApiError(save.error, 422) ? save.error.fieldErrors : {};
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <Stack>
          <Sentences sentences={wording.sentences} texts={texts} errors={errors} onChange={setTexts} />
          {dirty && (
            <TextInput
              label={t`Why, for the others`}
              value={note}
              onChange={(event) => setNote(event.currentTarget.value)}
              maxLength={200}
            />
          )}
          <Group>
            <Button loading={save.isPending} disabled={!dirty} onClick={() => save.mutate()}>
              <Trans>Save</Trans>
            </Button>
            {dirty && (
              <Button variant="subtle" onClick={() => setTexts(stored)}>
                <Trans>Discard</Trans>
              </Button>
            )}
          </Group>
          <WordingVersions
            wording={wording}
            isBusy={dirty || restore.isPending}
            onRestore={(version) => restore.mutate(version)}
          />
        </Stack>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 6 }}>
        <MailTrial
          template={wording.template}
          language={wording.language}
          texts={texts}
          hasTicket={hasTicket}
        />
      </Grid.Col>
    </Grid>
  );
}
