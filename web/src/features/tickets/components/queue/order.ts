import { create } from 'zustand';

/** The order of the list last looked at, for going to the next and the previous ticket of it. */
const useOrder = create<{ numbers: string[] }>()(() => ({ numbers: [] }));

export const rememberOrder = (numbers: string[]) => useOrder.setState({ numbers });

export function useNeighbours(number: string): { previous: string | undefined; next: string | undefined } {
  const numbers = useOrder((state) => state.numbers);
  const at = numbers.indexOf(number);
  return at < 0
    ? { previous: undefined, next: undefined }
    : { previous: numbers[at - 1], next: numbers[at + 1] };
}
