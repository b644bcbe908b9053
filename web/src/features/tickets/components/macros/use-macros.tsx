import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { type Macro, macrosQuery, previewMacro } from '@/api/macros';
import type { Ticket } from '@/api/types';
import { type Command, useCommands } from '@/lib/commands';
import { toastFailed } from '@/lib/toast';
import { fitting, isReply, slashAt, withoutSlash } from '../../macro-model';
import { MacroMenu } from './MacroMenu';
import { openMacro } from './store';

interface Writing {
  ticket: Ticket;
  text: string;
  onText: (text: string) => void;
  isNote: boolean;
  enabled: boolean;
}

/** Canned replies and macros while writing: a slash at the head of a line, the button, or the palette. */
export function useMacros({ ticket, text, onText, isNote, enabled }: Writing) {
  const { t } = useLingui();
  const { data } = useQuery({ ...macrosQuery(), enabled });
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [left, setLeft] = useState<number | null>(null);
  const at = enabled ? slashAt(text, caret) : null;
  const slash = at && at.start !== left ? at : null;
  const found = slash ? fitting(data?.items ?? [], slash.query, isNote) : [];

  const pick = (macro: Macro) => {
    const rest = slash ? withoutSlash(text, slash) : text;
    setActive(0);
    if (!isReply(macro)) {
      onText(rest);
      openMacro([ticket], macro.id);
      return;
    }
    previewMacro(ticket.id, macro.id).then(
      (seen) => onText(slash ? withoutSlash(text, slash, seen.text) : joined(text, seen.text)),
      (failure) => toastFailed(failure, t`The text was not put in`),
    );
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!slash || found.length === 0) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % found.length);
    else if (event.key === 'ArrowUp') setActive((active + found.length - 1) % found.length);
    else if (event.key === 'Escape') setLeft(slash.start);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) {
      const macro = found[active] ?? found[0];
      if (macro) pick(macro);
    } else return false;
    return true;
  };
  useMacroCommands(ticket, data?.items);
  /** As if a slash had been typed on a line of its own. */
  const begin = () => {
    const next = text.trim() ? `${text.trimEnd()}\n/` : '/';
    onText(next);
    setCaret(next.length);
    setLeft(null);
  };
  return {
    begin,
    onKey,
    onCaret: setCaret,
    menu: found.length > 0 && (
      <MacroMenu macros={found} active={Math.min(active, found.length - 1)} onPick={pick} />
    ),
  };
}

const joined = (text: string, put: string): string => (text.trim() ? `${text.trimEnd()}\n\n${put}` : put);

/** Each macro that changes something is a command of its own in the palette. */
function useMacroCommands(ticket: Ticket, macros: Macro[] | undefined): void {
  const { t } = useLingui();
  const list = useMemo(
    (): Command[] =>
      (macros ?? [])
        .filter((macro) => !isReply(macro))
        .map((macro) => ({
          id: `macro:${macro.id}`,
          title: macro.name,
          group: t`Macros`,
          keywords: t`macro`,
          run: () => openMacro([ticket], macro.id),
        })),
    [ticket, macros, t],
  );
  useCommands(list);
}
