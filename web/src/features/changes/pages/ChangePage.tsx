import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import { IconArrowLeft, IconEdit } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type Change, changeQuery } from '@/api/changes';
import { ChangeTypeBadge, RiskBadge } from '@/ui/ChangeBadges';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink, TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { PageSkeleton } from '@/ui/Skeletons';
import { Approvals } from '../components/Approvals';
import { Conflicts } from '../components/Conflicts';
import { History } from '../components/History';
import { Missing } from '../components/Missing';
import { Moves } from '../components/Moves';
import { Outcome } from '../components/Outcome';
import { Plan } from '../components/Plan';
import { Review } from '../components/Review';
import { RiskPanel } from '../components/RiskPanel';
import { Tickets } from '../components/Tickets';
import { Way } from '../components/Way';
import { WindowPanel } from '../components/WindowPanel';
import classes from './ChangePage.module.css';

const route = getRouteApi('/signed-in/desk/changes/$id');

/** One change: where it stands, what is planned, when, how risky, who said yes, what happened. */
export function ChangePage() {
  const { id } = route.useParams();
  const { data, isPending, isError, error, refetch } = useQuery(changeQuery(id));
  if (isPending) return <PageSkeleton />;
  if (isError)
    return (
      <div className={classes.lost}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </div>
    );
  return <Found change={data} />;
}

function Found({ change }: { change: Change }) {
  const { t } = useLingui();
  return (
    <Page
      title={change.title}
      width="wide"
      above={
        <TextLink to="/changes" size="sm" mb="xs" display="inline-block">
          <Group gap={4} component="span" display="inline-flex">
            <IconArrowLeft size={15} aria-hidden /> <Trans>Changes</Trans>
          </Group>
        </TextLink>
      }
      lead={
        <Group gap="xs" component="span">
          <Text span fw={500}>
            {change.number}
          </Text>
          <ChangeTypeBadge type={change.type} />
          <RiskBadge level={change.risk_level} />
          {change.template && <span>{change.template.name}</span>}
        </Group>
      }
      actions={
        <>
          {change.can_edit && (
            <ButtonLink
              to="/changes/$id/edit"
              params={{ id: change.number }}
              variant="default"
              size="sm"
              leftSection={<IconEdit size={16} aria-hidden />}
            >
              <Trans>Edit</Trans>
            </ButtonLink>
          )}
          <Moves change={change} />
        </>
      }
    >
      <Way state={change.state} />
      <Missing change={change} />
      <Conflicts change={change} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Outcome change={change} />
          <Review change={change} />
          <Plan change={change} />
        </div>
        <aside className={classes.side} aria-label={t`About this change`}>
          <WindowPanel change={change} />
          <Approvals change={change} />
          <RiskPanel change={change} />
          <Tickets change={change} />
        </aside>
        <div className={classes.history}>
          <History change={change} />
        </div>
      </div>
    </Page>
  );
}
