import { lazy, Suspense } from 'react';
import classes from './LateBell.module.css';

const Bell = lazy(async () => ({ default: (await import('@/features/notifications/components/Bell')).Bell }));

/** The bell comes after the page: nobody waits for it, and its place is kept. */
export function LateBell() {
  return (
    <Suspense fallback={<span className={classes.place} />}>
      <Bell />
    </Suspense>
  );
}
