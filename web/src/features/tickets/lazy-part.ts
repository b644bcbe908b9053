import { type ComponentType, lazy } from 'react';

/** A named export that is fetched when it is first drawn. */
export const lazyPart = <Name extends string, Props>(
  load: () => Promise<Record<Name, ComponentType<Props>>>,
  name: Name,
) => lazy(async () => ({ default: (await load())[name] }));
