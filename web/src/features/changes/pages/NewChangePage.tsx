import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type ChangeType,
  changeKeys,
  changeTemplatesQuery,
  createChange,
  linkChangeTicket,
} from '@/api/changes';
import { isApiError } from '@/api/errors';
import { newKey } from '@/lib/ids';
import { useRequestKey } from '@/lib/request-key';
import { viewerZone } from '@/lib/time';
import { toWall } from '@/lib/wall';
import { Choice } from '@/ui/Choice';
import { TYPE_LABELS, TYPE_TEXTS } from '@/ui/change-labels';
import { Page } from '@/ui/Page';
import { ChangeForm } from '../components/ChangeForm';
import { type ChangeDraft, emptyDraft, fromTemplate, inputOf } from '../draft';

const route = getRouteApi('/signed-in/desk/changes/new');
const TYPES: ChangeType[] = ['normal', 'standard', 'emergency'];

/** Begin a change: from a template, planned, or because it cannot wait. */
export function NewChangePage() {
  const { t } = useLingui();
  const { from, to, ticket } = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const key = useRequestKey();
  const [draft, setDraft] = useState<ChangeDraft>(() => {
    const zone = viewerZone();
    return { ...emptyDraft(zone), from: toWall(from ?? null, zone), to: toWall(to ?? null, zone) };
  });
  const change = (changes: Partial<ChangeDraft>) => setDraft((old) => ({ ...old, ...changes }));
  const create = useMutation({
    mutationFn: async () => {
      const body = inputOf(draft);
      const made = await createChange(body, key.of(body));
      if (ticket) await linkChangeTicket(made.number, ticket, 'fixes', newKey());
      return made;
    },
    onSuccess: async ({ number }) => {
      key.done();
      await client.invalidateQueries({ queryKey: changeKeys.all });
      await navigate({ to: '/changes/$id', params: { id: number } });
    },
  });
  const errors = isApiError(create.error, 422) ? create.error.fieldErrors : {};
  return (
    <Page
      title={t`New change`}
      width="narrow"
      lead={<Trans>It begins as a draft. Nobody is asked before you submit it.</Trans>}
    >
      <ChangeForm
        draft={draft}
        onChange={change}
        onSave={() => create.mutate()}
        busy={create.isPending}
        error={create.error}
        errors={errors}
        save={t`Save as a draft`}
        kind={<Kind draft={draft} onDraft={setDraft} error={errors.template_id} />}
      />
    </Page>
  );
}

interface KindProps {
  draft: ChangeDraft;
  onDraft: (draft: ChangeDraft) => void;
  error?: string | undefined;
}

function Kind({ draft, onDraft, error }: KindProps) {
  const { t } = useLingui();
  const { data: templates = [] } = useQuery(changeTemplatesQuery());
  const open = templates.filter((one) => one.is_active);
  const choose = (type: ChangeType) => onDraft({ ...draft, type, template_id: null });
  const fill = (id: string) => {
    const template = open.find((one) => one.id === id);
    if (template) onDraft(fromTemplate(draft, template));
  };
  return (
    <Stack gap="xs">
      <Choice
        label={t`Type of change`}
        value={draft.type}
        onChange={choose}
        options={TYPES.map((value) => ({ value, label: t(TYPE_LABELS[value]) }))}
      />
      <Text size="sm" c="dimmed">
        {t(TYPE_TEXTS[draft.type])}
      </Text>
      {draft.type === 'standard' && (
        <NativeSelect
          label={t`Template`}
          required
          value={draft.template_id ?? ''}
          onChange={(event) => fill(event.currentTarget.value)}
          error={error}
          data={[{ value: '', label: t`Choose one`, disabled: true }].concat(
            open.map(({ id, name }) => ({ value: id, label: name, disabled: false })),
          )}
        />
      )}
    </Stack>
  );
}
