import { create } from 'zustand';
import type { Me, TokenAnswer } from './types';

/**
 * `booting` until the first refresh answered; `expired` when a running page lost its session:
 * what is on screen stays, and the sign-in dialog opens above it.
 */
export type SessionStatus = 'booting' | 'in' | 'out' | 'expired';

interface SessionState {
  status: SessionStatus;
  me: Me | null;
  /** Set while the server wants to see again that it is really them: takes whether they showed it. */
  prove: ((proved: boolean) => void) | null;
}

/** The access token lives in this module only: never in storage, never in the store the screens read. */
let accessToken: string | null = null;
let waiting: ((signedIn: boolean) => void)[] = [];

export const useSession = create<SessionState>()(() => ({ status: 'booting', me: null, prove: null }));

export const token = (): string | null => accessToken;

export function signedIn(answer: TokenAnswer): void {
  accessToken = answer.access_token;
  useSession.setState({ status: 'in', me: answer.user });
  settle(true);
}

export function signedOut(): void {
  accessToken = null;
  useSession.setState({ status: 'out', me: null });
  settle(false);
}

export function updateMe(me: Me): void {
  useSession.setState({ me });
}

/** Resolves true once the person signed in again in the dialog, false when they gave up. */
export function signInAgain(): Promise<boolean> {
  accessToken = null;
  if (useSession.getState().status !== 'in' && useSession.getState().status !== 'expired') {
    return Promise.resolve(false);
  }
  useSession.setState({ status: 'expired' });
  return new Promise((resolve) => waiting.push(resolve));
}

/** Resolves true once the person entered password or code in the dialog, false when they gave up. */
export function proveAgain(): Promise<boolean> {
  const { prove: others } = useSession.getState();
  return new Promise((resolve) => {
    const prove = (proved: boolean) => {
      others?.(proved);
      resolve(proved);
    };
    useSession.setState({ prove });
  });
}

function settle(outcome: boolean): void {
  const callers = waiting;
  waiting = [];
  for (const resolve of callers) resolve(outcome);
}
