import { useLingui } from '@lingui/react/macro';
import { Badge, Group, Text } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import type { TicketSummary } from '@/api/types';
import { TextLink } from '@/ui/links';
import { PersonChip } from '@/ui/PersonChip';
import { PriorityChip } from '@/ui/PriorityChip';
import { SlaRing } from '@/ui/SlaRing';
import type { Lane } from '../../kanban-lanes';
import { type Column, mayMove } from '../../kanban-model';
import { rowTone } from '../../moves';
import type { LaneBy } from '../../search';
import { Marks } from '../queue/Marks';
import { CardMenu } from './CardMenu';
import classes from './Kanban.module.css';

const TAGS = 3;

interface Props {
  ticket: TicketSummary;
  columns: Column[];
  lanesBy: LaneBy | undefined;
  /** The other lanes it may be put into. */
  lanes: Lane[];
  isHeld: boolean;
  onHold: () => void;
  onLeave: () => void;
  onMove: (to: Column) => void;
  onLane: (lane: Lane) => void;
  onKey: (key: string) => boolean;
}

/** A ticket on the board: dragged, picked up with Space, or moved by its menu. */
export function KanbanCard(props: Props) {
  const { ticket, isHeld, onHold, onLeave, onKey } = props;
  const { t } = useLingui();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    if (onKey(event.key)) {
      event.preventDefault();
      event.stopPropagation();
    } else stepFrom(event);
  };
  return (
    <article
      className={classes.card}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a card is picked up by key
      tabIndex={0}
      draggable
      aria-label={`${ticket.number} ${ticket.title}`}
      aria-roledescription={t`card that can be moved`}
      data-held={isHeld || undefined}
      data-tone={rowTone(ticket)}
      data-card={ticket.id}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', ticket.number);
        onHold();
      }}
      onDragEnd={onLeave}
      onKeyDown={onKeyDown}
    >
      <Group justify="space-between" wrap="nowrap" gap={6}>
        <Group gap={6} wrap="nowrap">
          <PriorityChip priority={ticket.priority} />
          <Marks ticket={ticket} />
          <Text span size="xs" c="dimmed" className="numeric">
            {ticket.number}
          </Text>
        </Group>
        <CardMenu
          number={ticket.number}
          columns={props.columns.filter((column) => mayMove(ticket, column))}
          lanesBy={props.lanesBy}
          lanes={props.lanes}
          onMove={props.onMove}
          onLane={props.onLane}
        />
      </Group>
      <TextLink
        to="/queue/$id"
        params={{ id: ticket.number }}
        className={classes.title ?? ''}
        draggable={false}
        lineClamp={3}
      >
        {ticket.title}
      </TextLink>
      {ticket.tags.length > 0 && (
        <Group gap={4}>
          {ticket.tags.slice(0, TAGS).map((tag) => (
            <Badge key={tag} size="xs" variant="light" color="gray" tt="none" radius="sm">
              {tag}
            </Badge>
          ))}
        </Group>
      )}
      <Group justify="space-between" wrap="nowrap" gap={6}>
        <SlaRing sla={ticket.sla} createdAt={ticket.created_at} />
        <PersonChip person={ticket.assignee} compact />
      </Group>
    </article>
  );
}

/** Arrows go from card to card: up and down within a column and on into the next lane, sideways to the neighbours. */
function stepFrom(event: KeyboardEvent<HTMLElement>): void {
  const card = event.currentTarget;
  const column = card.closest('section');
  const cards = (one: Element | null | undefined) => [
    ...(one?.querySelectorAll<HTMLElement>('[data-card]') ?? []),
  ];
  const here = cards(column);
  const at = here.indexOf(card);
  const place = [...(column?.parentElement?.children ?? [])].indexOf(column as Element);
  const below = [...document.querySelectorAll('[data-lane-row]')].flatMap((row) =>
    cards(row.children[place]),
  );
  const ways: Record<string, (() => HTMLElement | null | undefined) | undefined> = {
    ArrowDown: () => below[below.indexOf(card) + 1],
    ArrowUp: () => below[below.indexOf(card) - 1],
    ArrowRight: () => nearest(cards(column?.nextElementSibling), at),
    ArrowLeft: () => nearest(cards(column?.previousElementSibling), at),
    Enter: () => card.querySelector<HTMLElement>('a'),
  };
  const found = ways[event.key]?.();
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === 'Enter') found.click();
  else found.focus();
}

const nearest = (cards: HTMLElement[], at: number): HTMLElement | undefined =>
  cards[Math.min(at, cards.length - 1)];
