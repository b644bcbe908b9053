import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { isApiError } from '@/api/errors';
import { addUpdate, type PostState, type StatusPost, statusKeys } from '@/api/status';
import { useRequestKey } from '@/lib/request-key';
import { toastDone, toastFailed } from '@/lib/toast';
import { POST_STATES, STATES_OF } from '@/ui/status/labels';
import { isoOf, MIN_WORDS } from '../model';

/** News of a post: how far it is, what to say, and when to write next. */
export default function UpdateForm({ post, onDone }: { post: StatusPost; onDone: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const key = useRequestKey();
  const [state, setState] = useState<PostState>(post.state);
  const [body, setBody] = useState('');
  const [next, setNext] = useState('');
  const input = { state, body: body.trim(), next_update_at: isoOf(next) };
  const save = useMutation({
    mutationFn: () => addUpdate(post.id, input, key.of(input)),
    onSuccess: async () => {
      key.done();
      await client.invalidateQueries({ queryKey: statusKeys.all });
      toastDone(t`Everybody sees it now.`);
      onDone();
    },
    onError: (error) => {
      if (!isApiError(error, 422)) toastFailed(error, t`The news was not posted`);
    },
  });
  const errors = isApiError(save.error, 422) ? save.error.fieldErrors : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (body.trim().length >= MIN_WORDS) save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <NativeSelect
          label={t`How far it is`}
          value={state}
          onChange={(event) => setState(event.currentTarget.value as PostState)}
          data={STATES_OF[post.kind].map((value) => ({ value, label: t(POST_STATES[value]) }))}
          error={errors.state}
        />
        <Textarea
          label={t`What people should know`}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          error={errors.body}
          autosize
          minRows={3}
          maxLength={4_000}
          autoFocus
        />
        <TextInput
          type="datetime-local"
          label={t`Next news by`}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={errors.next_update_at}
        />
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} disabled={body.trim().length < MIN_WORDS}>
            <Trans>Post the news</Trans>
          </Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            <Trans>Cancel</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
