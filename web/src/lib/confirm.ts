import type { ReactNode } from 'react';
import { create } from 'zustand';

export interface Question {
  title: string;
  text: ReactNode;
  confirm: string;
  cancel: string;
  danger?: boolean;
}

const useStore = create<{ question: Question | null }>()(() => ({ question: null }));
let settle: ((agreed: boolean) => void) | null = null;

export const useQuestion = (): Question | null => useStore((state) => state.question);

/** Ask before something that cannot be undone; resolves true when the person agreed. */
export function confirm(question: Question): Promise<boolean> {
  answer(false);
  return new Promise((resolve) => {
    settle = resolve;
    useStore.setState({ question });
  });
}

export function answer(agreed: boolean): void {
  const resolve = settle;
  settle = null;
  useStore.setState({ question: null });
  resolve?.(agreed);
}
