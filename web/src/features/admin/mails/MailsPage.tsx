import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type WordingSummary, wordingsQuery } from '@/api/admin-mails';
import { type Language, LOCALES } from '@/lib/i18n';
import { ErrorState } from '@/ui/ErrorState';
import { TextLink } from '@/ui/links';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { groupLabel } from './labels';
import classes from './Mails.module.css';

/** Every mail the desk writes, and in which languages it has been worded otherwise. */
export function MailsPage() {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(wordingsQuery());
  const groups = [...new Set(data?.map((mail) => mail.group))];
  return (
    <AdminPage
      title={t`Mails`}
      lead={<Trans>What the desk writes, in its own words. What you leave alone follows new releases.</Trans>}
    >
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      <Stack gap="lg" maw={960}>
        {groups.map((group) => (
          <Paper key={group} withBorder p="md" component="section" aria-labelledby={`mails-${group}`}>
            <Title order={2} size="h4" id={`mails-${group}`} mb="xs">
              {t(groupLabel(group))}
            </Title>
            <ul className={classes.list}>
              {data
                ?.filter((mail) => mail.group === group)
                .map((mail) => (
                  <MailRow key={mail.template} mail={mail} />
                ))}
            </ul>
          </Paper>
        ))}
      </Stack>
    </AdminPage>
  );
}

function MailRow({ mail }: { mail: WordingSummary }) {
  const own = mail.languages.filter((state) => state.own > 0);
  return (
    <li className={classes.row}>
      <div className={classes.name}>
        <TextLink to={`/admin/mails/${mail.template}` as never}>
          {mail.name || <Trans>Sender, footer and choices</Trans>}
        </TextLink>
        <Text size="xs" c="dimmed" ff="monospace">
          {mail.template}
        </Text>
      </div>
      <Group gap={6}>
        {own.map(({ language }) => (
          <Badge key={language} variant="light" tt="none">
            {LOCALES[language as Language] ?? language}
          </Badge>
        ))}
      </Group>
    </li>
  );
}
