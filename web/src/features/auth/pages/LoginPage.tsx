import { Trans, useLingui } from '@lingui/react/macro';
import { Group } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { homeOf } from '@/lib/permissions';
import { TextLink } from '@/ui/links';
import { AuthFrame } from '../components/AuthFrame';
import { LoginForm } from '../components/LoginForm';

const route = getRouteApi('/public/login');

const ProviderButtons = lazy(() => import('../components/ProviderButtons'));

export function LoginPage() {
  const { t } = useLingui();
  const { next, sso } = route.useSearch();
  const step = sso === 'code' || sso === 'enrol' ? sso : undefined;
  const navigate = useNavigate();
  return (
    <AuthFrame title={t`Sign in to IT Support`} lead={t`Use your Madison88 account.`}>
      <LoginForm step={step} onDone={(me) => void navigate({ href: next ?? homeOf(me), replace: true })}>
        <Group justify="flex-end">
          <TextLink to="/forgot" size="sm">
            <Trans>Forgot your password?</Trans>
          </TextLink>
        </Group>
      </LoginForm>
      <Suspense>
        <ProviderButtons next={next} refused={step ? undefined : sso} />
      </Suspense>
    </AuthFrame>
  );
}
