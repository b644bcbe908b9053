import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, List, Text } from '@mantine/core';
import { IconShieldCheck, IconShieldX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type AuditChain, chainQuery, verifyChain } from '@/api/admin-audit';
import { formatMoment } from '@/lib/time';
import { toastDone, toastFailed } from '@/lib/toast';

/** Whether the trail is as it was sealed, in one line; what differs, by name. */
export function ChainPanel() {
  const { data } = useQuery(chainQuery());
  if (!data) return null;
  const isBroken = (data.verification?.problem_count ?? 0) > 0 || data.anchor_fault !== null;
  const Icon = isBroken ? IconShieldX : IconShieldCheck;
  return (
    <Alert
      mb="sm"
      py="xs"
      color={isBroken ? 'red' : 'teal'}
      icon={<Icon size={18} />}
      title={isBroken ? <Trans>The trail is not as it was sealed</Trans> : <Trans>Sealed</Trans>}
    >
      <Group justify="space-between" align="flex-start">
        <Standing chain={data} />
        <VerifyButton />
      </Group>
      {isBroken && <Findings chain={data} />}
    </Alert>
  );
}

function Standing({ chain }: { chain: AuditChain }) {
  const { head, anchor, verification, begins } = chain;
  return (
    <Text size="sm">
      {head ? (
        <Trans>
          Block {head.number}, sealed {formatMoment(head.sealed_at)}.
        </Trans>
      ) : (
        <Trans>Nothing is sealed yet.</Trans>
      )}{' '}
      {anchor && (
        <Trans>
          Block {anchor.number} is written down outside the database since {formatMoment(anchor.at)}.
        </Trans>
      )}{' '}
      {verification ? (
        <Trans>
          {verification.entries} entries verified {formatMoment(verification.at)}.
        </Trans>
      ) : (
        <Trans>Not verified yet.</Trans>
      )}{' '}
      {begins && (
        <Trans>
          It begins with block {begins.first_block}; what was earlier was let go by the keeping rule on{' '}
          {formatMoment(begins.at)}.
        </Trans>
      )}
    </Text>
  );
}

function Findings({ chain }: { chain: AuditChain }) {
  return (
    <List size="sm" mt="xs">
      {chain.anchor_fault && (
        <List.Item>
          <Trans>What was written down outside is not as it should be: {chain.anchor_fault}</Trans>
        </List.Item>
      )}
      {chain.verification?.problems.slice(0, 10).map((problem) => (
        <List.Item key={`${problem.block}-${problem.seq}-${problem.finding}`}>{problem.detail}</List.Item>
      ))}
    </List>
  );
}

function VerifyButton() {
  const { t } = useLingui();
  const run = useMutation({
    mutationFn: verifyChain,
    onSuccess: () => toastDone(t`The trail is being verified; the result appears here.`),
    onError: (error) => toastFailed(error, t`The verification could not be started`),
  });
  return (
    <Button size="xs" variant="default" loading={run.isPending} onClick={() => run.mutate()}>
      <Trans>Verify now</Trans>
    </Button>
  );
}
