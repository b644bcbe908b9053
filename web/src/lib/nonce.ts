import { setNonce } from 'get-nonce';

const PLACEHOLDER = '__CSP_NONCE__';

/** The nonce the server wrote into this response; undefined where no content policy is in force. */
export function readNonce(): string | undefined {
  const value = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
  return value && value !== PLACEHOLDER ? value : undefined;
}

/** Hand the nonce to the libraries that add style elements at run time. */
export function shareNonce(): void {
  const nonce = readNonce();
  if (nonce) setNonce(nonce);
}
