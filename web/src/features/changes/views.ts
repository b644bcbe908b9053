import type { ChangeView } from '@/api/changes';

export const VIEWS: ChangeView[] = ['all', 'mine', 'awaiting', 'week', 'emergency', 'review'];
