/** The share of corrected tickets, in whole percent; a dash where there are none. */
export const rate = ({ hits, corrections }: { hits: number; corrections: number }): string =>
  hits === 0 ? '–' : `${Math.round((100 * corrections) / hits)} %`;
