import { Trans, useLingui } from '@lingui/react/macro';
import { Group, SimpleGrid, Tabs, Text } from '@mantine/core';
import { IconArrowLeft, IconPencilPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { insightsQuery } from '@/api/knowledge';
import { ButtonLink, TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { Categories } from '../components/Categories';
import { Misses } from '../components/Misses';
import { StatusArticles } from '../components/StatusArticles';
import { SynonymList } from '../components/SynonymList';
import { SHELF_LABELS } from '../labels';
import { SHELVES, type Shelf } from '../shelves';
import classes from './ManagePage.module.css';

const route = getRouteApi('/signed-in/desk/kb/manage');

/** What waits for an editor, and what readers look for in vain. */
export function ManagePage() {
  const { t } = useLingui();
  const { tab = 'review' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      title={t`Manage the knowledge base`}
      above={
        <TextLink to="/kb" size="sm" mb="xs" display="inline-block">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={15} aria-hidden /> <Trans>Help and answers</Trans>
          </Group>
        </TextLink>
      }
      actions={
        <ButtonLink to="/kb/new" size="sm" leftSection={<IconPencilPlus size={16} aria-hidden />}>
          <Trans>Write an article</Trans>
        </ButtonLink>
      }
    >
      <Figures />
      <Tabs
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next as Shelf }, replace: true })}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabs}>
          {SHELVES.map((shelf) => (
            <Tabs.Tab key={shelf} value={shelf}>
              {t(SHELF_LABELS[shelf])}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="review" pt="md">
          <StatusArticles
            filters={{ status: 'in_review' }}
            empty={<Trans>Nothing waits for a review</Trans>}
            label={t`To review`}
          />
        </Tabs.Panel>
        <Tabs.Panel value="drafts" pt="md">
          <StatusArticles
            filters={{ status: 'draft' }}
            empty={<Trans>Nobody is writing at the moment</Trans>}
            label={t`Drafts`}
          />
        </Tabs.Panel>
        <Tabs.Panel value="due" pt="md">
          <StatusArticles
            filters={{ due: true }}
            empty={<Trans>Every article was looked at in time</Trans>}
            label={t`Due for a look`}
          />
        </Tabs.Panel>
        <Tabs.Panel value="misses" pt="md">
          <Misses />
        </Tabs.Panel>
        <Tabs.Panel value="synonyms" pt="md">
          <SynonymList />
        </Tabs.Panel>
        <Tabs.Panel value="categories" pt="md">
          <Categories />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Figures() {
  const { t } = useLingui();
  const { data } = useQuery(insightsQuery());
  const figures = [
    [t`Published`, data?.published],
    [t`To review`, data?.in_review],
    [t`Due for a look`, data?.due],
    [t`Searches without an answer`, data?.misses],
    [t`Tickets spared in 30 days`, data?.solved],
  ] as const;
  return (
    <SimpleGrid cols={{ base: 2, sm: 5 }} spacing="sm" mb="lg" component="dl" m={0}>
      {figures.map(([name, value]) => (
        <div key={name} className={classes.figure}>
          <Text component="dt" size="xs" c="dimmed">
            {name}
          </Text>
          <dd className={classes.number}>{value ?? '–'}</dd>
        </div>
      ))}
    </SimpleGrid>
  );
}
