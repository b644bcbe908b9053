import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Text } from '@mantine/core';
import { IconPlus, IconTemplate } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useMemo } from 'react';
import { changeTemplates, type Template } from '@/api/change-settings';
import { formatSpan } from '@/lib/time';
import type { DataColumn } from '@/ui/table/types';
import { AdminPage } from '../frame/AdminPage';
import { EditDrawer } from '../frame/EditDrawer';
import { ListCard } from '../frame/ListCard';
import { ListPanel } from '../frame/ListPanel';
import { StateBadge } from '../frame/StateBadge';
import { wholeList } from '../frame/sources';
import { NEW, useAdminSearch } from '../frame/use-admin-search';

const TemplateForm = lazy(async () => ({ default: (await import('./TemplateForm')).TemplateForm }));

/** What is done again and again: a standard change begins with one of these. */
export function TemplatesPage() {
  const { t } = useLingui();
  const { search, open } = useAdminSearch();
  const query = useQuery(changeTemplates.listQuery());
  return (
    <AdminPage
      title={t`Change templates`}
      lead={
        <Trans>Standard changes begin with one. Changes made from it stay as they are when it changes.</Trans>
      }
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => open(NEW)}>
          <Trans>New template</Trans>
        </Button>
      }
    >
      <ListPanel<Template>
        label={t`Change templates`}
        source={wholeList(query, search.q, (one) => [one.name, one.description])}
        columns={useColumns()}
        rowId={(one) => one.id}
        rowName={(one) => one.name}
        onOpen={(one) => open(one.id)}
        card={(one) => (
          <ListCard title={one.name} edit={one.id} badges={<StateBadge active={one.is_active} />}>
            {one.description}
          </ListCard>
        )}
        searchLabel={t`Search templates`}
        empty={{ icon: IconTemplate, title: <Trans>There is no template yet</Trans> }}
      />
      <EditDrawer
        titles={{ create: t`New template`, edit: t`Template` }}
        rows={query.data}
        rowId={(one) => one.id}
        error={query.error}
        onRetry={() => void query.refetch()}
        size={680}
      >
        {(template) => <TemplateForm template={template} />}
      </EditDrawer>
    </AdminPage>
  );
}

function useColumns(): DataColumn<Template>[] {
  const { t } = useLingui();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t`Name`,
        width: 'minmax(180px, 1.2fr)',
        cell: (one) => (
          <Group gap="xs" wrap="nowrap">
            <Text span size="sm" fw={600} truncate>
              {one.name}
            </Text>
            <StateBadge active={one.is_active} />
          </Group>
        ),
      },
      { id: 'text', header: t`Description`, width: 'minmax(200px, 2fr)', cell: (one) => one.description },
      {
        id: 'length',
        header: t`Length`,
        width: '110px',
        cell: (one) => formatSpan(one.duration_minutes * 60),
      },
      {
        id: 'approved',
        header: t`Approval`,
        width: '150px',
        cell: (one) =>
          one.is_preapproved && (
            <Badge variant="light" color="teal" tt="none">
              {t`Pre-approved`}
            </Badge>
          ),
      },
    ],
    [t],
  );
}
