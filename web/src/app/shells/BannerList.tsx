import { Trans, useLingui } from '@lingui/react/macro';
import { CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconTool, IconWifiOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { type StatusPost, statusQuery } from '@/api/status';
import { useBanners } from '@/lib/banners';
import { useConnection } from '@/lib/connection';
import { formatMoment } from '@/lib/time';
import { TextLink } from '@/ui/links';
import { POST_STATES } from '@/ui/status/labels';
import classes from './Banners.module.css';

const HIDDEN = 'itsm-banners-read';

/** What is wrong with the services comes first; a news that was read stays away until there is more of it. */
export default function BannerList() {
  const banners = useBanners((state) => state.banners);
  const offline = useConnection((state) => state.state === 'offline');
  const { data } = useQuery(statusQuery());
  const [read, setRead] = useState(readPosts);
  const posts = [
    ...(data?.incidents ?? []),
    ...(data?.maintenance ?? []).filter(({ state }) => state === 'in_progress'),
    ...(data?.announcements ?? []),
  ].filter((post) => !read.includes(markOf(post)));
  const hide = (post: StatusPost) => setRead(keepRead(markOf(post)));
  return (
    <>
      {offline && (
        <Banner tone="warning" icon={<IconWifiOff size={18} aria-hidden />}>
          <Trans>You are offline. What you see may be old; what you write is kept in this browser.</Trans>
        </Banner>
      )}
      {posts.map((post) => (
        <PostBanner key={post.id} post={post} onHide={() => hide(post)} />
      ))}
      {banners.map((banner) => (
        <Banner key={banner.id} tone={banner.tone} icon={<IconInfoCircle size={18} aria-hidden />}>
          {banner.text}
        </Banner>
      ))}
    </>
  );
}

function PostBanner({ post, onHide }: { post: StatusPost; onHide: () => void }) {
  const { t } = useLingui();
  const Icon = { incident: IconAlertTriangle, maintenance: IconTool, announcement: IconInfoCircle }[
    post.kind
  ];
  const tone = post.kind === 'incident' ? (post.impact === 'down' ? 'danger' : 'warning') : 'info';
  return (
    <Banner tone={tone} icon={<Icon size={18} aria-hidden />}>
      <span className={classes.words}>
        {post.title}
        {post.kind !== 'announcement' && <> · {t(POST_STATES[post.state])}</>}
        {post.kind === 'maintenance' && post.ends_at && <Trans> · until {formatMoment(post.ends_at)}</Trans>}{' '}
        <TextLink to="/status" inherit underline="always" c="inherit">
          <Trans>Read more</Trans>
        </TextLink>
      </span>
      <CloseButton size="sm" c="inherit" aria-label={t`Close: ${post.title}`} onClick={onHide} />
    </Banner>
  );
}

function Banner({ tone, icon, children }: { tone: string; icon: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.banner} data-tone={tone}>
      {icon}
      {children}
    </div>
  );
}

/** A post as it is now: more news make another mark of it. */
const markOf = (post: StatusPost) => `${post.id}:${post.version}`;

function readPosts(): string[] {
  try {
    return (localStorage.getItem(HIDDEN) ?? '').split(' ');
  } catch {
    return [];
  }
}

function keepRead(mark: string): string[] {
  const read = [...readPosts(), mark].slice(-20);
  try {
    localStorage.setItem(HIDDEN, read.join(' '));
  } catch {
    // It is then hidden until the page is loaded again.
  }
  return read;
}
