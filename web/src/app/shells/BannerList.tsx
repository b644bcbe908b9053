import { Trans } from '@lingui/react/macro';
import { IconAlertTriangle, IconInfoCircle, IconWifiOff } from '@tabler/icons-react';
import { useBanners } from '@/lib/banners';
import { useConnection } from '@/lib/connection';
import classes from './Banners.module.css';

/** What everybody should know now, one line each. */
export default function BannerList() {
  const banners = useBanners((state) => state.banners);
  const offline = useConnection((state) => state.state === 'offline');
  return (
    <>
      {offline && (
        <p className={classes.banner} data-tone="warning">
          <IconWifiOff size={18} aria-hidden />
          <Trans>You are offline. What you see may be old; what you write is kept in this browser.</Trans>
        </p>
      )}
      {banners.map((banner) => (
        <p key={banner.id} className={classes.banner} data-tone={banner.tone}>
          {banner.tone === 'info' ? (
            <IconInfoCircle size={18} aria-hidden />
          ) : (
            <IconAlertTriangle size={18} aria-hidden />
          )}
          {banner.text}
        </p>
      ))}
    </>
  );
}
