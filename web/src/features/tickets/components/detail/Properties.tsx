import { Trans, useLingui } from '@lingui/react/macro';
import { NativeSelect, Stack, TagsInput, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCan, useMe } from '@/api/auth';
import { teamMembersQuery } from '@/api/desk';
import { referenceQuery } from '@/api/reference';
import type { Ticket } from '@/api/types';
import { formatMoment, fullMoment } from '@/lib/time';
import { PENDING_LABELS, TYPE_LABELS } from '@/ui/labels';
import { PriorityChip } from '@/ui/PriorityChip';
import { StatusChip } from '@/ui/StatusChip';
import { IMPACT_LABELS, SOURCE_LABELS, URGENCY_LABELS } from '../../labels';
import { isOpen } from '../../moves';
import { openAction } from '../actions/store';
import { useChange } from '../actions/use-change';
import { useEdit } from '../actions/use-edit';
import classes from './Detail.module.css';
import { LinkList } from './LinkList';
import { WatcherList } from './WatcherList';

interface Props {
  ticket: Ticket;
  name: string;
  works: boolean;
}

/** Every property of a ticket; what its reader may change is changed right here and saves itself. */
export function Properties({ ticket, name, works }: Props) {
  return (
    <Stack gap="lg">
      <Fields ticket={ticket} works={works} />
      <Tags ticket={ticket} works={works} />
      <LinkList ticket={ticket} name={name} works={works} />
      <WatcherList ticket={ticket} name={name} works={works} />
      <Facts ticket={ticket} />
    </Stack>
  );
}

function Fields({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const place = ticket.subcategory ? `${ticket.category} › ${ticket.subcategory}` : ticket.category;
  return (
    <dl className={classes.props}>
      <Row label={t`Status`}>
        <EditButton
          disabled={!works}
          label={t`Change the status`}
          onClick={() => openAction('status', [ticket])}
        >
          <StatusChip status={ticket.status} />
        </EditButton>
        {ticket.pending_reason && (
          <Text size="xs" c="dimmed" px={8}>
            {t(PENDING_LABELS[ticket.pending_reason])}
          </Text>
        )}
      </Row>
      <Row label={t`Priority`}>
        <EditButton
          disabled={!works || !isOpen(ticket.status)}
          label={t`Change the priority`}
          onClick={() => openAction('priority', [ticket])}
        >
          <PriorityChip priority={ticket.priority} withLabel />
        </EditButton>
        <Text size="xs" c="dimmed" px={8}>
          {t(SOURCE_LABELS[ticket.priority_source])}
        </Text>
      </Row>
      <TeamRow ticket={ticket} works={works} />
      <AssigneeRow ticket={ticket} works={works} />
      <Row label={t`Category`}>
        <EditButton
          disabled={!works}
          label={t`Change category and location`}
          onClick={() => openAction('category', [ticket])}
        >
          <Text span size="sm" truncate>
            {place}
          </Text>
        </EditButton>
      </Row>
      <Row label={t`Location`}>
        <Text size="sm" px={8}>
          {ticket.location}
        </Text>
      </Row>
    </dl>
  );
}

export function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface EditProps {
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** Looks like text until it is touched; read-only looks read-only. */
function EditButton({ label, disabled, onClick, children }: EditProps) {
  return (
    <UnstyledButton className={classes.edit} disabled={disabled} onClick={onClick} title={label}>
      {children}
      {!disabled && <IconChevronDown size={15} aria-hidden />}
    </UnstyledButton>
  );
}

function TeamRow({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const crosses = useCan('tickets.assign_any');
  const { data } = useQuery(referenceQuery());
  const { mutate, isPending } = useChange();
  if (!works || !crosses || !isOpen(ticket.status)) {
    return (
      <Row label={t`Team`}>
        <Text size="sm" px={8}>
          {ticket.team?.name ?? '–'}
        </Text>
      </Row>
    );
  }
  const teams = data?.teams ?? (ticket.team ? [ticket.team] : []);
  const give = (team_id: string) =>
    mutate({
      tickets: [ticket],
      change: { kind: 'assign', assign: { team_id } },
      shown: { team: teams.find(({ id }) => id === team_id) ?? null },
    });
  return (
    <Row label={t`Team`}>
      <NativeSelect
        size="xs"
        aria-label={t`Team`}
        value={ticket.team?.id ?? ''}
        disabled={isPending}
        onChange={(event) => event.currentTarget.value && give(event.currentTarget.value)}
        data={[
          ...(ticket.team ? [] : [{ value: '', label: t`No team` }]),
          ...teams.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </Row>
  );
}

function AssigneeRow({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const me = useMe();
  const teamId = ticket.team?.id ?? '';
  const { data } = useQuery({ ...teamMembersQuery(teamId), enabled: works && teamId !== '' });
  const { mutate, isPending } = useChange();
  if (!works || !isOpen(ticket.status)) {
    return (
      <Row label={t`Assignee`}>
        <Text size="sm" px={8}>
          {ticket.assignee?.name ?? '–'}
        </Text>
      </Row>
    );
  }
  const members = (data ?? []).filter((one) => one.is_active).map((one) => one.user);
  const extra = [{ id: me.id, name: me.name }, ...(ticket.assignee ? [ticket.assignee] : [])];
  const people = [...new Map([...members, ...extra].map((person) => [person.id, person])).values()];
  const give = (assignee_id: string) =>
    mutate({
      tickets: [ticket],
      change: { kind: 'assign', assign: { assignee_id } },
      shown: { assignee: people.find(({ id }) => id === assignee_id) ?? null },
    });
  return (
    <Row label={t`Assignee`}>
      <NativeSelect
        size="xs"
        aria-label={t`Assignee`}
        value={ticket.assignee?.id ?? ''}
        disabled={isPending}
        onChange={(event) => event.currentTarget.value && give(event.currentTarget.value)}
        data={[
          ...(ticket.assignee ? [] : [{ value: '', label: t`Nobody` }]),
          ...people.map(({ id, name }) => ({ value: id, label: id === me.id ? t`${name} (me)` : name })),
        ]}
      />
    </Row>
  );
}

function Tags({ ticket, works }: { ticket: Ticket; works: boolean }) {
  const { t } = useLingui();
  const edit = useEdit();
  const shown = edit.isPending ? (edit.variables.body.tags ?? ticket.tags) : ticket.tags;
  const save = (tags: string[]) =>
    edit.mutate({ ticket, body: { tags: tags.map((tag) => tag.trim().toLowerCase()).filter(Boolean) } });
  return (
    <TagsInput
      size="xs"
      label={t`Tags`}
      value={shown}
      onChange={save}
      readOnly={!works}
      splitChars={[',']}
      placeholder={works && shown.length === 0 ? t`Add a tag` : ''}
    />
  );
}

function Facts({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const moment = (iso: string) => (
    <time dateTime={iso} title={fullMoment(iso)}>
      {formatMoment(iso)}
    </time>
  );
  return (
    <dl className={classes.props}>
      <Row label={t`Requester`}>
        <Text size="sm">{ticket.requester.name}</Text>
      </Row>
      <Row label={t`Type`}>
        <Text size="sm">{t(TYPE_LABELS[ticket.type])}</Text>
      </Row>
      {ticket.impact && ticket.urgency && (
        <Row label={t`Effect`}>
          <Text size="sm">
            <Trans>
              {t(IMPACT_LABELS[ticket.impact])}, urgency {t(URGENCY_LABELS[ticket.urgency])}
            </Trans>
          </Text>
        </Row>
      )}
      <Row label={t`Raised`}>
        <Text size="sm">{moment(ticket.created_at)}</Text>
      </Row>
      {ticket.resolved_at && (
        <Row label={t`Resolved`}>
          <Text size="sm">{moment(ticket.resolved_at)}</Text>
        </Row>
      )}
      {ticket.reopen_count > 0 && (
        <Row label={t`Reopened`}>
          <Text size="sm">{ticket.reopen_count}×</Text>
        </Row>
      )}
    </dl>
  );
}
