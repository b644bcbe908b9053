import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useState } from 'react';

const KEY = 'itsm-split';

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

/** Whether the ticket shows beside the list, remembered in this browser; no switch where it would not fit. */
export function useSplit(): [boolean, (() => void) | undefined] {
  const fits = useMediaQuery('(min-width: 75em)', false, { getInitialValueInEffect: false });
  const [wanted, setWanted] = useState(stored);
  const toggle = useCallback(() => {
    setWanted(!wanted);
    try {
      localStorage.setItem(KEY, wanted ? 'off' : 'on');
    } catch {
      // It then holds until the page is closed.
    }
  }, [wanted]);
  return fits ? [wanted, toggle] : [false, undefined];
}
