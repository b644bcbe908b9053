import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ownRoles } from '@/api/admin-own-roles';
import type { Provider } from '@/api/sign-in-providers';
import { chooseRole, roleOf, useRoleChoices } from '../frame/roles';

type Groups = Provider['group_roles'];

interface Props {
  value: Groups;
  /** What a provider gives already. */
  given: Groups;
  onChange: (value: Groups) => void;
}

/** Which role the members of a provider's groups have here: a shipped one or one of the organisation's own. */
export function GroupRoles({ value, given, onChange }: Props) {
  const { t } = useLingui();
  const { data: own = [] } = useQuery(ownRoles.listQuery());
  const choices = useRoleChoices(own, given);
  const change = (at: number, changes: Partial<Groups[number]>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...changes } : one)));
  return (
    <Stack gap="xs">
      {value.map((one, index) => {
        const { group } = one;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name, and are edited in place
          <Group key={index} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={t`Group`}
              placeholder={t`Group`}
              value={group}
              onChange={(event) => change(index, { group: event.currentTarget.value })}
              flex={1}
            />
            <NativeSelect
              aria-label={t`Role`}
              value={roleOf(one)}
              onChange={(event) => change(index, chooseRole(event.currentTarget.value, own, given))}
              data={choices}
              flex={1}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t`Remove the group ${group}`}
              onClick={() => onChange(value.filter((_, other) => other !== index))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          </Group>
        );
      })}
      {value.length > 1 && (
        <Text size="xs" c="dimmed">
          <Trans>
            Who is in several has the highest role; of those built on the same role, the first here.
          </Trans>
        </Text>
      )}
      <Group>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...value, { group: '', role: 'it_agent', own_role_id: null }])}
        >
          <Trans>Add a group</Trans>
        </Button>
      </Group>
    </Stack>
  );
}
