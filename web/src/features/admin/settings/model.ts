import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Setting, SettingValue } from '@/api/admin-settings';
import { SETTING_GROUPS, SIGN_IN_KEYS } from './labels';

export interface SettingGroup {
  label: MessageDescriptor;
  settings: Setting[];
}

/** Settings below their headings; those this screen has no heading for come last, so none is hidden. */
export function groupSettings(settings: Setting[], fits: (setting: Setting) => boolean): SettingGroup[] {
  const known = new Set([...SETTING_GROUPS.flatMap((group) => group.keys), ...SIGN_IN_KEYS]);
  const groups = SETTING_GROUPS.map(({ label, keys }) => ({
    label,
    settings: keys.flatMap((key) => settings.filter((setting) => setting.key === key)),
  }));
  const others = { label: msg`Others`, settings: settings.filter(({ key }) => !known.has(key)) };
  return [...groups, others]
    .map((group) => ({ ...group, settings: group.settings.filter(fits) }))
    .filter((group) => group.settings.length > 0);
}

/** True where saving would change something. */
export function differs(a: SettingValue, b: SettingValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.toSorted().join() !== b.toSorted().join();
  return a !== b;
}

/** Whether the server would refuse the value. */
export function outOfBounds(setting: Setting, value: SettingValue): boolean {
  if (setting.kind === 'number') {
    if (typeof value !== 'number' || !Number.isInteger(value)) return true;
    return value < (setting.minimum ?? 0) || value > (setting.maximum ?? Number.MAX_SAFE_INTEGER);
  }
  return setting.kind === 'words' && (!Array.isArray(value) || value.length < (setting.minimum ?? 1));
}
