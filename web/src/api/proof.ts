import { client, data } from './client';
import { signedIn, useSession } from './session';

let waiting: ((proved: boolean) => void)[] = [];

/** Resolves true once the person entered password or code in the dialog, false when they gave up. */
export function proveAgain(): Promise<boolean> {
  useSession.setState({ proving: true });
  return new Promise((resolve) => waiting.push(resolve));
}

export function endProof(outcome: boolean): void {
  const callers = waiting;
  waiting = [];
  useSession.setState({ proving: false });
  for (const resolve of callers) resolve(outcome);
}

/** Show again who it is; the new access token opens what asked for it. */
export async function prove(proof: { password: string } | { code: string }): Promise<void> {
  signedIn(await data(client.POST('/api/auth/proof', { body: proof })));
  endProof(true);
}
