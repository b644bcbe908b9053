import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Group } from '@mantine/core';
import { IconAlertTriangle, IconArrowLeft } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type Change, changeKeys, changeQuery, editChange } from '@/api/changes';
import { isApiError } from '@/api/errors';
import { toastDone } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { PageSkeleton } from '@/ui/Skeletons';
import { ChangeForm } from '../components/ChangeForm';
import { type ChangeDraft, differences, draftOf, patchOf } from '../draft';

const route = getRouteApi('/signed-in/desk/changes/$id/edit');

/** Alter a change; whoever touches what was approved is told before that it is asked for again. */
export function EditChangePage() {
  const { t } = useLingui();
  const { id } = route.useParams();
  const { data, isPending, isError, error, refetch } = useQuery(changeQuery(id));
  if (isPending) return <PageSkeleton />;
  return (
    <Page
      title={t`Edit ${id}`}
      width="narrow"
      above={
        <TextLink to="/changes/$id" params={{ id }} size="sm" mb="xs" display="inline-block">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={15} aria-hidden /> {id}
          </Group>
        </TextLink>
      }
    >
      {isError ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Form change={data} />}
    </Page>
  );
}

function Form({ change }: { change: Change }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  // What was read first is what is compared with: a change that arrives meanwhile is refused by its version.
  const [read] = useState(change);
  const [draft, setDraft] = useState<ChangeDraft>(() => draftOf(change));
  const save = useMutation({
    mutationFn: () =>
      editChange(read.number, read.version, differences(patchOf(draftOf(read)), patchOf(draft))),
    onSuccess: async ({ number }) => {
      toastDone(t`Saved`);
      await client.invalidateQueries({ queryKey: changeKeys.all });
      await navigate({ to: '/changes/$id', params: { id: number } });
    },
  });
  return (
    <>
      {read.state !== 'draft' && (
        <Alert color="yellow" icon={<IconAlertTriangle size={20} />} mb="md">
          <Trans>
            Another plan, window or risk voids the approvals given and asks for them again. Title and
            communication do not.
          </Trans>
        </Alert>
      )}
      <ChangeForm
        draft={draft}
        onChange={(changes) => setDraft((old) => ({ ...old, ...changes }))}
        onSave={() => save.mutate()}
        busy={save.isPending}
        error={save.error}
        errors={isApiError(save.error, 422) ? save.error.fieldErrors : {}}
        save={t`Save`}
      />
    </>
  );
}
