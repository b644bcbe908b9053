import { Trans, useLingui } from '@lingui/react/macro';
import { Code, Group, List, Text } from '@mantine/core';
import type { Ticket } from '@/api/types';
import { PriorityChip } from '@/ui/PriorityChip';
import type { MatchedWords, PriorityWhy } from '../../decision';
import { IMPACT_LABELS, SOURCE_LABELS, URGENCY_LABELS } from '../../labels';
import { Part } from './Part';

interface Props {
  ticket: Ticket;
  why: PriorityWhy;
}

export function PriorityPart({ ticket, why }: Props) {
  const { t } = useLingui();
  return (
    <Part
      question={t`Why this priority?`}
      answer={
        <Group gap="xs">
          <PriorityChip priority={ticket.priority} withLabel />
          <Text fw={600} size="sm">
            {t(SOURCE_LABELS[ticket.priority_source])}
            {why.rule && `: ${why.rule}`}
          </Text>
        </Group>
      }
    >
      <List size="sm" spacing={4}>
        <Reasons why={why} />
      </List>
    </Part>
  );
}

function Reasons({ why }: { why: PriorityWhy }) {
  const { t } = useLingui();
  return (
    <>
      {why.overriddenBy && (
        <List.Item>
          <Trans>
            Set by {why.overriddenBy}: “{why.reason}”
          </Trans>
        </List.Item>
      )}
      {why.matched.length > 0 && (
        <List.Item>
          <Trans>Words it found:</Trans> <Words matches={why.matched} />
        </List.Item>
      )}
      {why.ignored.length > 0 && (
        <List.Item>
          <Trans>Found but denied in the text, so not counted:</Trans> <Words matches={why.ignored} />
        </List.Item>
      )}
      {why.impact && why.urgency && (
        <List.Item>
          <Trans>
            Impact: {t(IMPACT_LABELS[why.impact])}. Urgency: {t(URGENCY_LABELS[why.urgency])}.
          </Trans>
        </List.Item>
      )}
      {why.isVip && (
        <List.Item>
          <Trans>The requester is a VIP.</Trans>
        </List.Item>
      )}
      {why.isChoiceRefused && (
        <List.Item>
          <Trans>The requester's own choice was not allowed and was left aside.</Trans>
        </List.Item>
      )}
      {why.raisedFrom && (
        <List.Item>
          <Trans>It would have been {why.raisedFrom}.</Trans>
        </List.Item>
      )}
      {why.raisedByRouting && (
        <List.Item>
          <Trans>Raised by the routing rule “{why.raisedByRouting}”.</Trans>
        </List.Item>
      )}
      {why.otherRules.map(({ rule, priority }) => (
        <List.Item key={rule}>
          <Trans>
            “{rule}” also fits and says {priority}; it counts less or comes later.
          </Trans>
        </List.Item>
      ))}
      {why.version !== null && why.version > 0 && (
        <List.Item>
          <Trans>Rules in version {why.version}.</Trans>
        </List.Item>
      )}
    </>
  );
}

function Words({ matches }: { matches: MatchedWords[] }) {
  return matches.map(({ field, text }) => (
    <span key={`${field}:${text}`}>
      <Code>{text}</Code>{' '}
      <Text span size="xs" c="dimmed">
        ({field.replaceAll('_', ' ')})
      </Text>{' '}
    </span>
  ));
}
