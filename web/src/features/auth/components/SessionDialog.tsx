import { lazy } from 'react';
import { useSession } from '@/api/session';

const ProofDialog = lazy(() => import('./ProofDialog'));
const SignInDialog = lazy(() => import('./SignInDialog'));

/** What a session asks for above the page: to sign in again, or to show that it is still them. */
export default function SessionDialog() {
  const status = useSession((state) => state.status);
  if (status === 'expired') return <SignInDialog />;
  return status === 'in' ? <ProofDialog /> : null;
}
