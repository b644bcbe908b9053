import { useLingui } from '@lingui/react/macro';
import { useMe } from '@/api/auth';
import type { NamedRef } from '@/api/types';
import { PersonSelect } from '@/ui/PersonSelect';

interface Props {
  value: NamedRef | null;
  onChange: (person: NamedRef | null) => void;
  error: string | undefined;
}

/** Staff raise tickets for those who call or stand at the desk. */
export default function ForWhom({ value, onChange, error }: Props) {
  const { t } = useLingui();
  const me = useMe();
  return (
    <PersonSelect
      size="md"
      label={t`For whom?`}
      placeholder={t`For yourself; type a name to raise it for somebody`}
      value={value}
      onPick={(person) => onChange(person?.id === me.id ? null : person)}
      error={error}
    />
  );
}
