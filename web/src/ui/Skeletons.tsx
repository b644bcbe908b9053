import { useLingui } from '@lingui/react/macro';
import { Group, Paper, Skeleton, Stack } from '@mantine/core';

const keys = (count: number) => Array.from({ length: count }, (_, index) => `row-${index}`);

function Busy({ children }: { children: React.ReactNode }) {
  const { t } = useLingui();
  return (
    <div role="status" aria-busy="true" aria-label={t`Loading`}>
      {children}
    </div>
  );
}

export function PageSkeleton() {
  return (
    <Busy>
      <Stack p="lg" gap="lg" maw={1100} mx="auto">
        <Skeleton h={32} w="40%" />
        <Skeleton h={120} radius="lg" />
        <Skeleton h={220} radius="lg" />
      </Stack>
    </Busy>
  );
}

export function CardsSkeleton({ count = 3 }: { count?: number }) {
  return (
    <Busy>
      <Stack gap="sm">
        {keys(count).map((key) => (
          <Paper key={key} withBorder p="md">
            <Group justify="space-between" mb="sm">
              <Skeleton h={14} w={120} />
              <Skeleton h={14} w={80} />
            </Group>
            <Skeleton h={18} w="70%" />
          </Paper>
        ))}
      </Stack>
    </Busy>
  );
}

export function RowsSkeleton({ count = 12 }: { count?: number }) {
  return (
    <Busy>
      <Stack gap={1}>
        {keys(count).map((key) => (
          <Group key={key} wrap="nowrap" p="sm">
            <Skeleton h={14} w={110} />
            <Skeleton h={14} flex={1} />
            <Skeleton h={14} w={90} />
            <Skeleton h={14} w={90} />
          </Group>
        ))}
      </Stack>
    </Busy>
  );
}

export function ConversationSkeleton() {
  return (
    <Busy>
      <Stack gap="md">
        <Skeleton h={30} w="60%" />
        {[96, 64, 80].map((height) => (
          <Skeleton key={height} h={height} radius="lg" />
        ))}
      </Stack>
    </Busy>
  );
}
