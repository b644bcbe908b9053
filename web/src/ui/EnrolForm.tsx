import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Enrolment } from '@/api/types';
import { CodeForm } from './CodeForm';
import classes from './RecoveryCodes.module.css';

interface Props {
  begin: () => Promise<Enrolment>;
  onCode: (code: string) => Promise<unknown>;
  onCancel: () => void;
  cancel: ReactNode;
}

/** Set an authenticator app up: the picture, the same as text, and the first code back. */
export function EnrolForm({ begin, onCode, onCancel, cancel }: Props) {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery({
    queryKey: ['auth', 'enrolment'],
    queryFn: begin,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
    retry: false,
  });
  if (isPending) return <Skeleton h={240} />;
  if (error)
    return (
      <Stack>
        <Text size="sm" role="alert">
          {error.message}
        </Text>
        <Group>
          <Button onClick={() => void refetch()}>
            <Trans>Try again</Trans>
          </Button>
          <Button variant="default" onClick={onCancel}>
            {cancel}
          </Button>
        </Group>
      </Stack>
    );
  return (
    <Stack>
      <Text size="sm">
        <Trans>
          Scan this with an authenticator app (Microsoft Authenticator, Google Authenticator, Aegis and others
          do), then enter the code it shows.
        </Trans>
      </Text>
      <svg
        viewBox={`0 0 ${data.qr_size} ${data.qr_size}`}
        className={classes.qr}
        role="img"
        aria-label={t`QR code for your authenticator app`}
        shapeRendering="crispEdges"
      >
        <rect width={data.qr_size} height={data.qr_size} fill="#fff" />
        <path d={data.qr_path} fill="#000" />
      </svg>
      <Text size="sm" c="dimmed">
        <Trans>No camera at hand? Type this key into the app:</Trans>{' '}
        <span className={classes.secret}>{data.secret}</span>
      </Text>
      <CodeForm
        label={t`Code from the app`}
        action={<Trans>Turn it on</Trans>}
        onCode={onCode}
        onCancel={onCancel}
        cancel={cancel}
      />
    </Stack>
  );
}
