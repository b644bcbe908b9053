import { lazy, Suspense } from 'react';
import { useBanners } from '@/lib/banners';
import { useConnection } from '@/lib/connection';

const BannerList = lazy(() => import('./BannerList'));

/** Under the header of both shells. Most days there is nothing to say, and nothing is loaded to say it. */
export function Banners() {
  const some = useBanners((state) => state.banners.length > 0);
  const offline = useConnection((state) => state.state === 'offline');
  return (
    <div aria-live="polite">
      {(some || offline) && (
        <Suspense>
          <BannerList />
        </Suspense>
      )}
    </div>
  );
}
