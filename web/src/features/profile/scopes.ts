import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ApiScope } from '@/api/types';

export const SCOPE_LABELS: Record<ApiScope, MessageDescriptor> = {
  'tickets:read': msg`Read tickets`,
  'tickets:write': msg`Read and change tickets`,
  'people:read': msg`Read people and teams`,
  'people:write': msg`Read and change people and teams`,
  'knowledge:read': msg`Read articles`,
  'knowledge:write': msg`Write articles`,
  'assets:read': msg`Read assets`,
  'assets:write': msg`Read and change assets`,
  'changes:read': msg`Read changes`,
  'changes:write': msg`Write changes`,
  'reports:read': msg`Read dashboards`,
  'admin:read': msg`Read administration`,
  'admin:write': msg`Read and change administration`,
};
