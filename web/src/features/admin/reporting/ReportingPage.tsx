import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Code, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { IconDatabase, IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { powerBiFile, type Reporting, type ReportingLogin, reportingQuery } from '@/api/admin-reporting';
import { formatMoment } from '@/lib/time';
import { toastFailed } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { saveFile } from '../frame/save-file';
import { FeedTables } from './FeedTables';

/** How figures leave the desk: the file that Power BI opens, who may read the database, the feed of tables. */
export function ReportingPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(reportingQuery());
  const download = useMutation({
    mutationFn: async () => saveFile(await powerBiFile(), 'madison88-itsm.pbids'),
    onError: (fault) => toastFailed(fault, t`The file was not made`),
  });
  return (
    <AdminPage
      title={t`Power BI and data feed`}
      lead={
        <Trans>
          Facts and dimensions of the desk for reports of your own, each reader with their own rows.
        </Trans>
      }
      actions={
        <Button
          leftSection={<IconDownload size={16} aria-hidden />}
          loading={download.isPending}
          onClick={() => download.mutate()}
        >
          <Trans>Connection file for Power BI</Trans>
        </Button>
      }
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && (
        <Stack gap="xl" maw={1100}>
          <Logins reporting={data} />
          <FeedTables />
        </Stack>
      )}
    </AdminPage>
  );
}

function Logins({ reporting }: { reporting: Reporting }) {
  const { server, database, logins } = reporting;
  return (
    <section>
      <Title order={2} size="h4" mb={4}>
        <Trans>Logins of the database</Trans>
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        <Trans>
          Database {database} at {server}, schema reporting. A login reads what one person of the desk may
          see, and nothing when that person leaves.
        </Trans>
      </Text>
      {logins.length === 0 ? <NoLogin /> : <LoginTable logins={logins} />}
    </section>
  );
}

function NoLogin() {
  return (
    <Paper withBorder p="md">
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <IconDatabase size={20} aria-hidden style={{ flex: 'none' }} />
        <div style={{ minWidth: 0 }}>
          <Text fw={600}>
            <Trans>No login yet</Trans>
          </Text>
          <Text size="sm" c="dimmed" mb="xs">
            <Trans>One is made where the desk runs; its password is shown once.</Trans>
          </Text>
          <Code style={{ overflowWrap: 'anywhere' }}>
            itsm reporting grant bi_analyst --for analyst@madison88.example
          </Code>
        </div>
      </Group>
    </Paper>
  );
}

function LoginTable({ logins }: { logins: ReportingLogin[] }) {
  const { t } = useLingui();
  return (
    <Table.ScrollContainer
      minWidth={560}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={t`Logins of the database`}
    >
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Trans>Login</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>With the eyes of</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Sees</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>Checked</Trans>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {logins.map((one) => (
            <Table.Tr key={one.login}>
              <Table.Td>
                <Code>{one.login}</Code>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{one.user_name}</Text>
                <Text size="xs" c="dimmed">
                  {one.user_email}
                </Text>
              </Table.Td>
              <Table.Td>
                <Sight login={one} />
              </Table.Td>
              <Table.Td>
                <Text size="sm">{formatMoment(one.renewed_at)}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Sight({ login }: { login: ReportingLogin }) {
  const { t } = useLingui();
  if (!login.is_active)
    return (
      <Badge variant="light" color="gray" tt="none">
        <Trans>Nothing: the person left</Trans>
      </Badge>
    );
  const parts = [
    login.sees_all ? t`all tickets` : t`tickets of their teams and site`,
    login.sees_changes && t`changes`,
    login.sees_assets && t`assets`,
    login.sees_people && t`people`,
  ].filter(Boolean);
  return <Text size="sm">{parts.join(', ')}</Text>;
}
