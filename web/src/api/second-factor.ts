import { queryOptions } from '@tanstack/react-query';
import { authKeys } from './auth';
import { client, data } from './client';
import { signedIn } from './session';
import type { Enrolment, Me, SecondFactor } from './types';

export const secondFactorKey = [...authKeys.all, 'second-factor'] as const;

export const secondFactorQuery = () =>
  queryOptions<SecondFactor>({
    queryKey: secondFactorKey,
    queryFn: () => data(client.GET('/api/auth/second-factor')),
  });

/** Second step of a sign-in that waits for a code. */
export async function loginWithCode(code: string): Promise<Me> {
  const answer = await data(client.POST('/api/auth/login/code', { body: { code } }));
  signedIn(answer);
  return answer.user;
}

export const beginLoginEnrolment = (): Promise<Enrolment> => data(client.POST('/api/auth/login/enrolment'));

/** The session begins with `finish`, once the recovery codes were seen. */
export async function confirmLoginEnrolment(code: string): Promise<{ codes: string[]; finish: () => Me }> {
  const answer = await data(client.POST('/api/auth/login/enrolment/confirm', { body: { code } }));
  const finish = () => {
    signedIn(answer);
    return answer.user;
  };
  return { codes: answer.recovery_codes, finish };
}

export const beginEnrolment = (): Promise<Enrolment> =>
  data(client.POST('/api/auth/second-factor/enrolment'));

export async function confirmEnrolment(code: string): Promise<string[]> {
  return (await data(client.POST('/api/auth/second-factor/enrolment/confirm', { body: { code } }))).codes;
}

export async function makeRecoveryCodes(): Promise<string[]> {
  return (await data(client.POST('/api/auth/second-factor/recovery-codes'))).codes;
}

export const turnOffSecondFactor = () => client.DELETE('/api/auth/second-factor');
