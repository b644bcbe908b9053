import { lazy, Suspense } from 'react';

const BannerList = lazy(() => import('./BannerList'));

/** Under the header of both shells: what everybody should know now. Fetched after the page. */
export function Banners() {
  return (
    <div aria-live="polite">
      <Suspense>
        <BannerList />
      </Suspense>
    </div>
  );
}
