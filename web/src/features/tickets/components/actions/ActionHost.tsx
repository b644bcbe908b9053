import { lazy, Suspense, useEffect } from 'react';
import { ahead } from '@/lib/ahead';
import { useActions } from './store';

const load = () => import('./ActionDialogs');
const ActionDialogs = lazy(load);
const IDLE_MS = 1_500;

/** Where dialogs appear. They are fetched once the page has come to rest, so that the first key finds them. */
export function ActionHost() {
  const wanted = useActions(({ name, failures }) => name !== null || failures.length > 0);
  useEffect(() => {
    const timer = setTimeout(() => ahead(load), IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense>{wanted && <ActionDialogs />}</Suspense>;
}
