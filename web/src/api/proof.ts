import { client, data } from './client';
import { signedIn, useSession } from './session';

/** Close the dialog; everything that waited for it goes on, or not. */
export function endProof(outcome: boolean): void {
  const { prove } = useSession.getState();
  useSession.setState({ prove: null });
  prove?.(outcome);
}

/** Show again who it is; the new access token opens what asked for it. */
export async function prove(proof: { password: string } | { code: string }): Promise<void> {
  signedIn(await data(client.POST('/api/auth/proof', { body: proof })));
  endProof(true);
}
