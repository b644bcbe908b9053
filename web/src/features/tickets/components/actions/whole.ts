import { create } from 'zustand';

/** Every ticket of the list is meant, also those that are not loaded. */
export interface Whole {
  /** The list as the server is asked for it, its order aside. */
  filters: Record<string, string>;
  total: number;
}

export const useWhole = create<{ whole: Whole | null }>()(() => ({ whole: null }));

export const setWhole = (whole: Whole | null) => useWhole.setState({ whole });
