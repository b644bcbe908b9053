import { useLingui } from '@lingui/react/macro';
import { MultiSelect, type MultiSelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { skillsQuery } from '@/api/presence';

/** Several skills from the one list; retired ones are not offered. */
export function SkillsSelect(props: MultiSelectProps) {
  const { t } = useLingui();
  const { data } = useQuery(skillsQuery());
  const skills = (data ?? [])
    .filter((skill) => skill.is_active)
    .map(({ id, name }) => ({ value: id, label: name }));
  return <MultiSelect searchable data={skills} nothingFoundMessage={t`No such skill`} {...props} />;
}
