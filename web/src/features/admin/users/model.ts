import type { User, UserInput } from '@/api/admin-users';
import type { Role } from '@/api/types';

export const MIN_PASSWORD = 12;

export interface UserValues {
  name: string;
  email: string;
  role: Role;
  own_role_id: string | null;
  is_vip: boolean;
  department: string;
  job_title: string;
  location: string | null;
  manager_id: string | null;
  timezone: string;
  /** How a new person gets in. */
  entry: 'mail' | 'password';
  password: string;
}

export const EMPTY_USER: UserValues = {
  name: '',
  email: '',
  role: 'end_user',
  own_role_id: null,
  is_vip: false,
  department: '',
  job_title: '',
  location: null,
  manager_id: null,
  timezone: 'UTC',
  entry: 'mail',
  password: '',
};

export const toUserValues = (user: User): UserValues => ({
  name: user.name,
  email: user.email,
  role: user.role,
  own_role_id: user.own_role?.id ?? null,
  is_vip: user.is_vip,
  department: user.department ?? '',
  job_title: user.job_title ?? '',
  location: user.location,
  manager_id: user.manager?.id ?? null,
  timezone: user.timezone,
  entry: 'mail',
  password: '',
});

/** A blank line is no department; the password is sent only where one was chosen for a new person. */
export function toUserInput(values: UserValues, isNew: boolean): UserInput {
  const { entry, password, ...rest } = values;
  return {
    ...rest,
    name: values.name.trim(),
    email: values.email.trim(),
    department: values.department.trim() || null,
    job_title: values.job_title.trim() || null,
    ...(isNew && entry === 'password' ? { password } : {}),
  };
}
