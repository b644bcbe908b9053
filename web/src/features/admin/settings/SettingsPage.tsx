import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Stack, Title } from '@mantine/core';
import { IconSearchOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type Setting, settingsQuery } from '@/api/admin-settings';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { FilterBar } from '@/ui/FilterBar';
import { CardsSkeleton } from '@/ui/Skeletons';
import { AdminPage } from '../frame/AdminPage';
import { useAdminSearch } from '../frame/use-admin-search';
import { SETTING_LABELS } from './labels';
import { groupSettings } from './model';
import { SettingRow } from './SettingRow';

export function SettingsPage() {
  const { t } = useLingui();
  const { search, set } = useAdminSearch();
  const { data, isPending, error, refetch } = useQuery(settingsQuery());
  const words = (search.q ?? '').toLowerCase();
  const fits = (setting: Setting) => {
    const label = SETTING_LABELS[setting.key];
    return `${setting.key} ${setting.description} ${label ? t(label) : ''}`.toLowerCase().includes(words);
  };
  const groups = groupSettings(data ?? [], fits);
  return (
    <AdminPage
      title={t`Settings`}
      lead={<Trans>Limits and switches of the desk. Each is saved by itself.</Trans>}
    >
      <FilterBar
        search={search.q ?? ''}
        onSearch={(q) => set({ q })}
        searchLabel={t`Search settings`}
        onClear={() => set({ q: '' })}
      />
      {isPending && <CardsSkeleton />}
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data && groups.length === 0 && (
        <EmptyState icon={IconSearchOff} title={<Trans>No setting fits these words</Trans>} />
      )}
      <Stack gap="lg" maw={860}>
        {groups.map((group) => (
          <Paper key={t(group.label)} withBorder p="lg" component="section">
            <Title order={2} mb="md">
              {t(group.label)}
            </Title>
            <Stack gap="lg">
              {group.settings.map((setting) => (
                <SettingRow key={setting.key} setting={setting} />
              ))}
            </Stack>
          </Paper>
        ))}
      </Stack>
    </AdminPage>
  );
}
