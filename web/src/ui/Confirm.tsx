import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { answer, useQuestion } from '@/lib/confirm';

/** Shows the question that `confirm()` asks; loaded with the first one. */
export default function Confirm() {
  const question = useQuestion();
  if (!question) return null;
  return (
    <Modal opened onClose={() => answer(false)} title={question.title} withCloseButton={false}>
      <Stack>
        <Text size="sm" component="div">
          {question.text}
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => answer(false)}>
            {question.cancel}
          </Button>
          <Button data-autofocus {...(question.danger ? { color: 'red' } : {})} onClick={() => answer(true)}>
            {question.confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
