import { type KeyboardEvent, useState } from 'react';
import { mentionAt, type Named, namedIn, withMention } from '../../mention-model';
import { MentionMenu, useMentionable } from './MentionMenu';

/** Naming people with an @ while writing: arrows and Enter choose, Escape leaves the word as it is. */
export function useNaming(text: string, onText: (text: string) => void, isNote: boolean, enabled: boolean) {
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState<Named[]>([]);
  const [left, setLeft] = useState<number | null>(null);
  const at = enabled ? mentionAt(text, caret) : null;
  const open = at && at.start !== left ? at : null;
  const people = useMentionable(open?.query, isNote);
  const pick = (person: Named) => {
    if (!open) return;
    const next = withMention(text, open.start, caret, person.name);
    onText(next.text);
    setCaret(next.caret);
    setChosen((old) => [...old, person]);
    setActive(0);
  };
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!open || people.length === 0) return false;
    if (event.key === 'ArrowDown') setActive((active + 1) % people.length);
    else if (event.key === 'ArrowUp') setActive((active + people.length - 1) % people.length);
    else if (event.key === 'Escape') setLeft(open.start);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey) {
      const person = people[active];
      if (person?.fits) pick(person);
    } else return false;
    return true;
  };
  return {
    onKey,
    onCaret: setCaret,
    mentioned: () => namedIn(text, chosen),
    menu: open && <MentionMenu query={open.query} isNote={isNote} active={active} onPick={pick} />,
  };
}
