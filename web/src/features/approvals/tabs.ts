export const TABS = ['pending', 'decided', 'asked', 'delegated'] as const;
export type ApprovalTab = (typeof TABS)[number];
