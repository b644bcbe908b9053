import { Trans } from '@lingui/react/macro';
import { Alert, Stack } from '@mantine/core';
import { IconFlask } from '@tabler/icons-react';
import { ButtonLink } from '@/ui/links';

/** Beside the rules of a draft: that nothing here is in force, and where it is tried. */
export function DraftAside({ id }: { id: string }) {
  return (
    <Alert color="indigo" icon={<IconFlask size={18} />} title={<Trans>This is a draft</Trans>}>
      <Stack gap="sm" align="flex-start">
        <Trans>Nothing here is in force. When it is ready, run it over past tickets.</Trans>
        <ButtonLink to={`/admin/lab/${id}` as never} size="xs" variant="light">
          <Trans>Back to the draft</Trans>
        </ButtonLink>
      </Stack>
    </Alert>
  );
}
