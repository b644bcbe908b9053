/** Eight series colours that stay apart for the common kinds of colour blindness. */
export const CHART_COLORS = [
  '#4263eb',
  '#f08c00',
  '#0ca678',
  '#e03131',
  '#9c36b5',
  '#1098ad',
  '#868e96',
  '#d6336c',
];
