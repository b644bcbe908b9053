import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Chip, Group, NativeSelect } from '@mantine/core';
import { useFullscreenDocument } from '@mantine/hooks';
import { IconArrowsMaximize, IconArrowsMinimize, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { DashboardPageRef } from '@/api/dashboard-types';
import { ButtonLink } from '@/ui/links';
import { pageLabel } from '../labels';
import { TURNS, type TvSearch, turnOf } from '../tv';
import classes from './Tv.module.css';

const route = getRouteApi('/signed-in/desk/tv');

interface Props {
  pages: DashboardPageRef[];
  chosen: DashboardPageRef[];
  search: TvSearch;
  paused: boolean;
  onPause: () => void;
}

/** Which dashboards take turns, for how long; full screen, and the way back. Shown while somebody is there. */
export function TvControls({ pages, chosen, search, paused, onPause }: Props) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const { toggle, fullscreen } = useFullscreenDocument();
  const set = (changes: Partial<TvSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...changes }), replace: true });
  const { pages: _pages, every: _every, ...slice } = search;
  return (
    <Group className={classes.controls} role="toolbar" aria-label={t`Controls`} gap="xs">
      <Chip.Group
        multiple
        value={chosen.map(({ key }) => key)}
        onChange={(keys) => keys.length > 0 && set({ pages: keys.join(',') })}
      >
        {pages.map((page) => (
          <Chip key={page.key} value={page.key} size="sm">
            {t(pageLabel(page))}
          </Chip>
        ))}
      </Chip.Group>
      <NativeSelect
        aria-label={t`How long each stands`}
        value={String(turnOf(search))}
        onChange={(event) => set({ every: event.currentTarget.value })}
        data={TURNS.map((value) => ({ value, label: t`${value} seconds each` }))}
      />
      {chosen.length > 1 && (
        <Button
          variant="default"
          onClick={onPause}
          leftSection={
            paused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
        >
          {paused ? <Trans>Go on</Trans> : <Trans>Hold</Trans>}
        </Button>
      )}
      <Button
        variant="default"
        onClick={() => void toggle()}
        leftSection={
          fullscreen ? (
            <IconArrowsMinimize size={16} aria-hidden />
          ) : (
            <IconArrowsMaximize size={16} aria-hidden />
          )
        }
      >
        {fullscreen ? <Trans>Leave full screen</Trans> : <Trans>Full screen</Trans>}
      </Button>
      <ButtonLink to="/dashboard" search={slice} variant="subtle" color="gray">
        <Trans>Back to the desk</Trans>
      </ButtonLink>
    </Group>
  );
}
