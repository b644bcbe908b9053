import { client, data } from './client';
import { signedIn, signedOut, updateMe, useSession } from './session';
import { refresh } from './transport';
import type { Me, SecondStep } from './types';

export const authKeys = {
  all: ['auth'] as const,
  sessions: () => [...authKeys.all, 'sessions'] as const,
};

/** Who is signed in now, or that a code is asked for (`next`) before there is a session. */
export async function login(email: string, password: string): Promise<Me | SecondStep> {
  const answer = await data(client.POST('/api/auth/login', { body: { email, password } }));
  if ('next' in answer) return answer;
  signedIn(answer);
  return answer.user;
}

/**
 * Called at start: turns the refresh cookie, if there is one, into a session.
 * While the server cannot be reached the session stays `booting`, and the page says so.
 */
export async function boot(): Promise<void> {
  try {
    if (!(await refresh())) signedOut();
  } catch {
    useSession.setState({ status: 'booting' });
  }
}

/** Ends the session, and leaves no chosen file in the browser; half-written words stay, as on every sign-out. */
export async function logout(): Promise<void> {
  try {
    await client.POST('/api/auth/logout');
  } finally {
    signedOut();
    void import('@/lib/kept-files').then(({ forgetFiles }) => forgetFiles());
  }
}

export async function updateProfile(
  changes: Partial<
    Pick<Me, 'name' | 'timezone' | 'locale' | 'theme' | 'density' | 'start_page' | 'has_shortcuts'>
  >,
): Promise<Me> {
  const me = await data(client.PATCH('/api/auth/me', { body: changes }));
  updateMe(me);
  return me;
}

export const forgotPassword = (email: string) =>
  client.POST('/api/auth/password/forgot', { body: { email } });

export const resetPassword = (token: string, password: string) =>
  client.POST('/api/auth/password/reset', { body: { token, password } });

export const changePassword = (current: string, next: string) =>
  client.POST('/api/auth/password/change', { body: { current_password: current, new_password: next } });

/** The signed-in person; screens behind a guard may rely on it. */
export function useMe(): Me {
  const me = useSession((state) => state.me);
  if (!me) throw new Error('useMe needs a signed-in page');
  return me;
}

export const useCan = (permission: string): boolean =>
  useSession((state) => state.me?.permissions.includes(permission) ?? false);
