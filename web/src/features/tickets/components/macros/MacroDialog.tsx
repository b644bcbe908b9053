import { Trans, useLingui } from '@lingui/react/macro';
import {
  Button,
  Checkbox,
  Group,
  Modal,
  Stack,
  Text,
  Textarea,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { macroPreviewQuery, macrosQuery } from '@/api/macros';
import type { TicketSummary } from '@/api/types';
import { ErrorState } from '@/ui/ErrorState';
import { RowsSkeleton } from '@/ui/Skeletons';
import { fitting } from '../../macro-model';
import { About } from '../actions/ActionModal';
import { closeAction } from '../actions/store';
import classes from '../detail/Detail.module.css';
import { EffectList } from './EffectList';
import { MacroForMany } from './MacroForMany';
import { MacroName } from './MacroMenu';
import { useChosenMacro } from './store';
import { useApply } from './use-apply';

/** A macro before it is applied: what it says, what it changes, what of that would be refused. */
export function MacroDialog({ tickets }: { tickets: TicketSummary[] }) {
  const { t } = useLingui();
  const { id } = useChosenMacro();
  const [only] = tickets;
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  return (
    <Modal
      opened
      size="lg"
      onClose={closeAction}
      title={t`Apply a macro`}
      fullScreen={phone}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <Stack>
        <About tickets={tickets} />
        {id === null && <Picker />}
        {id !== null && only && tickets.length === 1 && <Preview ticket={only} macroId={id} />}
        {id !== null && tickets.length > 1 && <MacroForMany tickets={tickets} macroId={id} />}
      </Stack>
    </Modal>
  );
}

function Picker() {
  const { t } = useLingui();
  const [query, setQuery] = useState('');
  const { data, error, refetch } = useQuery(macrosQuery());
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton />;
  const macros = data.items.filter(({ fields }) => fields.length > 0);
  const found = fitting(macros, query, false, macros.length);
  return (
    <>
      <TextInput
        data-autofocus
        aria-label={t`Find a macro`}
        placeholder={t`Find a macro`}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div>
        {found.map((macro) => (
          <UnstyledButton
            key={macro.id}
            className={classes.mention}
            onClick={() => useChosenMacro.setState({ id: macro.id })}
          >
            <MacroName macro={macro} />
          </UnstyledButton>
        ))}
        {found.length === 0 && (
          <Text size="sm" c="dimmed">
            <Trans>No macro fits.</Trans>
          </Text>
        )}
      </div>
    </>
  );
}

function Preview({ ticket, macroId }: { ticket: TicketSummary; macroId: string }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(macroPreviewQuery(ticket.id, macroId));
  const [words, setWords] = useState<string | null>(null);
  const { apply, crossed, refusal } = useApply(ticket, () => void refetch());
  const [anyway, setAnyway] = useState(false);
  // What it would do is drawn after the dialog has taken the focus.
  const focus = useCallback((button: HTMLButtonElement | null) => button?.focus(), []);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <RowsSkeleton />;
  const text = words ?? data.text;
  const requester = ticket.requester.name;
  const blocked = data.effects.some(({ refused }) => refused !== null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate({ preview: data, text, anyway });
      }}
    >
      <Stack>
        <Text fw={600}>{data.name}</Text>
        {data.text !== '' && (
          <Textarea
            label={data.is_internal ? t`Internal note` : t`Reply to ${requester}`}
            autosize
            minRows={3}
            maxRows={12}
            value={text}
            onChange={(event) => setWords(event.currentTarget.value)}
            data-internal={data.is_internal || undefined}
          />
        )}
        <EffectList effects={data.effects} />
        {refusal && (
          <Text size="sm" c="red" role="alert">
            {refusal}
          </Text>
        )}
        {crossed && (
          <Checkbox
            label={t`Send it although a newer message has arrived`}
            checked={anyway}
            onChange={(event) => setAnyway(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={closeAction}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            ref={focus}
            loading={apply.isPending}
            disabled={blocked || (crossed && !anyway)}
          >
            <Trans>Apply</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
