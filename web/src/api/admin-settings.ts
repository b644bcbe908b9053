import { queryOptions } from '@tanstack/react-query';
import { call } from './admin-http';

export type SettingKind = 'switch' | 'number' | 'choice' | 'words' | 'reference';
export type SettingValue = boolean | number | string | string[] | null;

export interface Setting {
  key: string;
  value: SettingValue;
  default: SettingValue;
  kind: SettingKind;
  minimum: number | null;
  maximum: number | null;
  choices: string[] | null;
  unit: string | null;
  description: string;
  is_default: boolean;
  version: number;
}

const PATH = '/api/admin/settings';

export const settingKeys = { all: ['admin', 'settings'] as const };

export const settingsQuery = () =>
  queryOptions({
    queryKey: settingKeys.all,
    queryFn: async ({ signal }) => (await call<{ items: Setting[] }>('get', PATH, { signal })).items,
  });

export const readSetting = (key: string) => call<Setting>('get', `${PATH}/${key}`);

/** `null` goes back to the value the product ships with. */
export const updateSetting = (key: string, version: number, value: SettingValue) =>
  call<Setting>('patch', `${PATH}/${key}`, { body: { value }, version });
