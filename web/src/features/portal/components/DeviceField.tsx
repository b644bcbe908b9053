import { useLingui } from '@lingui/react/macro';
import { MultiSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ownAssetsQuery } from '@/api/assets';

interface Props {
  value: string[];
  onChange: (ids: string[]) => void;
  error?: string | undefined;
}

/** Which of the writer's own devices it is about; not shown to who holds none. */
export default function DeviceField({ value, onChange, error }: Props) {
  const { t } = useLingui();
  const { data: devices = [] } = useQuery(ownAssetsQuery());
  if (devices.length === 0) return null;
  return (
    <MultiSelect
      size="md"
      label={t`Which device?`}
      placeholder={value.length === 0 ? t`One of yours, if it is about one` : ''}
      value={value.filter((id) => devices.some((device) => device.id === id))}
      onChange={onChange}
      error={error}
      maxValues={10}
      data={devices.map(({ id, name, tag }) => ({ value: id, label: `${name} · ${tag}` }))}
    />
  );
}
