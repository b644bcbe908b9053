import { useMounted } from '@mantine/hooks';
import { type ComponentType, lazy, type RefObject, Suspense, useEffect, useState } from 'react';
import { ahead } from '@/lib/ahead';

/** What the closed control hands to its button until the first press. */
export interface FirstPress {
  onPointerEnter: () => void;
  onFocus: () => void;
  onClick: () => void;
}

/**
 * A control whose opened part (menu, popover) is fetched when pointer or focus comes near and drawn from the first
 * press on; until then only `Closed` is there.
 */
export function firstUse<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  Closed: ComponentType<Props & { press: FirstPress }>,
) {
  const Whole = lazy(load);
  const near = () => ahead(load);
  return function FirstUse(props: Props) {
    const [used, setUsed] = useState(false);
    const press = { onPointerEnter: near, onFocus: near, onClick: () => setUsed(true) };
    const closed = <Closed {...props} press={press} />;
    if (!used) return closed;
    return (
      <Suspense fallback={closed}>
        <Whole {...props} />
      </Suspense>
    );
  };
}

/** Open from the first press on, with the focus on the button, so that it comes back there. */
export function useOpened(button: RefObject<HTMLElement | null>) {
  const [opened, setOpened] = useState(true);
  useEffect(() => button.current?.focus({ preventScroll: true }), [button]);
  return [useOpenAfterMount(opened), setOpened] as const;
}

/** Whether something that is fetched late was wanted before: it then stays, to close in peace. */
export function useOnceWanted(wanted: boolean): boolean {
  const [once, setOnce] = useState(wanted);
  if (wanted && !once) setOnce(true);
  return once;
}

/** Opens a moment after it is drawn: only then is it remembered where the focus was. */
export const useOpenAfterMount = (opened: boolean): boolean => useMounted() && opened;
