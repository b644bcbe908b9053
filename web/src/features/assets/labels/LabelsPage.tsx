import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPrinter, IconQrcode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { labelsQuery } from '@/api/asset-labels';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { ButtonLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import { CardsSkeleton } from '@/ui/Skeletons';
import { BackLink } from '../components/BackLink';
import { Label } from './Label';
import classes from './Label.module.css';

const route = getRouteApi('/signed-in/desk/assets/labels');

/** Labels of the chosen assets, as they come out of the printer: seven rows of three on a sheet. */
export function LabelsPage() {
  const { t } = useLingui();
  const { ids = '' } = route.useSearch();
  const chosen = ids.split(',').filter(Boolean);
  const list = useQuery(labelsQuery(chosen));
  const labels = list.data ?? [];
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  const isEmpty = chosen.length === 0 || (list.data && labels.length === 0);
  return (
    <>
      <div className={classes.screen}>
        <Page
          title={t`Labels`}
          lead={
            <Trans>
              For sheets of 21 labels, 63.5 × 38.1 mm. Print at 100 %, without headers and footers.
            </Trans>
          }
          above={
            <BackLink>
              <Trans>Assets</Trans>
            </BackLink>
          }
          actions={
            <Button
              size="sm"
              disabled={labels.length === 0}
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => window.print()}
            >
              <Plural value={labels.length} one="Print # label" other="Print # labels" />
            </Button>
          }
        >
          {isEmpty && (
            <EmptyState
              icon={IconQrcode}
              title={<Trans>No assets chosen</Trans>}
              text={<Trans>Choose assets in the register, then print their labels.</Trans>}
              action={
                <ButtonLink to="/assets" variant="default" size="sm">
                  <Trans>To the register</Trans>
                </ButtonLink>
              }
            />
          )}
          {!isEmpty && list.isPending && <CardsSkeleton />}
        </Page>
      </div>
      <section className={classes.sheet} aria-label={t`Sheet of labels`} data-sheet>
        {labels.map((label) => (
          <Label key={label.id} label={label} />
        ))}
      </section>
    </>
  );
}
