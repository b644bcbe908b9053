/** Fetch a part of the application before it is wanted. Failing is no news: it is asked for again when it is. */
export const ahead = (load: () => Promise<unknown>): void => {
  load().catch(() => undefined);
};
