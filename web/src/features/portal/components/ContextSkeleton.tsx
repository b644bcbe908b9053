import { SimpleGrid, Skeleton, Stack } from '@mantine/core';

const FIELD_PX = 67;

/** The place of the context fields while they are fetched: the same rows, so that nothing below moves. */
export function ContextSkeleton() {
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <Skeleton h={FIELD_PX} radius="md" />
        <Skeleton h={FIELD_PX} radius="md" />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        <Skeleton h={FIELD_PX} radius="md" />
        <Skeleton h={FIELD_PX} radius="md" />
        <Skeleton h={FIELD_PX} radius="md" />
      </SimpleGrid>
    </Stack>
  );
}
