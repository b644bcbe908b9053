import { useState } from 'react';
import { newKey } from './ids';

export interface RequestKey {
  /** The key for this content: the same again until the content changes or the request succeeded. */
  of: (content: unknown) => string;
  /** The request succeeded: the same content sent once more is a new one. */
  done: () => void;
}

/**
 * Idempotency keys for one form. A repeat after a lost answer creates nothing twice; changed
 * content gets another key, because the server refuses to mix.
 */
export function createRequestKey(): RequestKey {
  let body = '';
  let key = '';
  return {
    of: (content) => {
      const next = JSON.stringify(content);
      if (next !== body || key === '') {
        body = next;
        key = newKey();
      }
      return key;
    },
    done: () => {
      key = '';
    },
  };
}

export function useRequestKey(): RequestKey {
  return useState(createRequestKey)[0];
}
