import { Trans, useLingui } from '@lingui/react/macro';
import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isApiError } from '@/api/errors';
import { beginLoginEnrolment, confirmLoginEnrolment, loginWithCode } from '@/api/second-factor';
import type { Me } from '@/api/types';
import { CodeForm } from '@/ui/CodeForm';
import { EnrolForm } from '@/ui/EnrolForm';
import { RecoveryCodes } from '@/ui/RecoveryCodes';

interface Props {
  kind: 'code' | 'enrol';
  onDone: (me: Me) => void;
  /** Back to the password: wanted, or because the first step has expired. */
  onBack: () => void;
}

/** After the password: a code, or setting the app up where the role needs one. */
export default function SecondStep({ kind, onDone, onBack }: Props) {
  const { t } = useLingui();
  const [made, setMade] = useState<{ codes: string[]; finish: () => Me } | null>(null);
  const orBack = (error: unknown): never => {
    if (isApiError(error, 401) && error.code === 'step_ended') onBack();
    throw error;
  };
  if (made) return <RecoveryCodes codes={made.codes} onDone={() => onDone(made.finish())} />;
  if (kind === 'code')
    return (
      <CodeForm
        label={t`Code`}
        description={<Trans>From your authenticator app, or one of your recovery codes.</Trans>}
        action={<Trans>Sign in</Trans>}
        onCode={(code) => loginWithCode(code).then(onDone, orBack)}
        onCancel={onBack}
        cancel={<Trans>Back</Trans>}
      />
    );
  return (
    <Stack>
      <Text size="sm" fw={500}>
        <Trans>Your role needs a second step to sign in.</Trans>
      </Text>
      <EnrolForm
        begin={() => beginLoginEnrolment().catch(orBack)}
        onCode={(code) => confirmLoginEnrolment(code).then(setMade, orBack)}
        onCancel={onBack}
        cancel={<Trans>Back</Trans>}
      />
    </Stack>
  );
}
