import { useLingui } from '@lingui/react/macro';
import { Stack, TagsInput, Text, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense } from 'react';
import type { Ticket } from '@/api/types';
import { PENDING_LABELS } from '@/ui/labels';
import { PriorityChip } from '@/ui/PriorityChip';
import { StatusChip } from '@/ui/StatusChip';
import { SOURCE_LABELS } from '../../labels';
import { isOpen } from '../../moves';
import { openAction } from '../actions/store';
import { useEdit } from '../actions/use-edit';
import classes from './Detail.module.css';
import { Facts } from './Facts';
import { LinkList } from './LinkList';
import { AssigneeRow, TeamRow } from './OwnerRows';
import { Row } from './Row';
import { WatcherList } from './WatcherList';

const ArticleLinks = lazy(() => import('./ArticleLinks'));
const AssetLinks = lazy(() => import('./AssetLinks'));
const TimeSpent = lazy(() => import('./TimeSpent'));

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
      <Suspense>
        <AssetLinks ticket={ticket} works={works} />
        <ArticleLinks ticket={ticket} works={works} />
      </Suspense>
      <LinkList ticket={ticket} name={name} works={works} />
      <WatcherList ticket={ticket} name={name} works={works} />
      <Suspense>{works && <TimeSpent ticket={ticket} name={name} />}</Suspense>
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
