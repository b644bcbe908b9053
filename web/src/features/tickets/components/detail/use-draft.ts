import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '@/api/auth';
import { type Channel, composerQuery, dropServerDraft, putDraft } from '@/api/composing';
import { draftTime, dropDraft, loadDraft, saveDraft } from '@/lib/drafts';

/** So long after a key press the server has it, too. */
const SERVER_MS = 3_000;

interface Where {
  ticketId: string;
  /** How the address names the ticket: what belongs to it is renewed under that name. */
  address: string;
  channel: Channel;
}

/**
 * Half-written words: in this browser with every key press, on the server after three seconds and when the field is
 * left, so that another browser has them as well. What is newer goes first.
 */
export function useDraft({ ticketId, address, channel }: Where) {
  const me = useMe();
  const name = `${channel}:${ticketId}`;
  const [text, setText] = useState(() => loadDraft<string>(me.id, name) ?? '');
  const [savedAt, setSavedAt] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(false);
  const latest = useRef(text);
  const touched = useRef(false);
  /** What was sent: the server may still show it as a draft for a moment. */
  const sent = useRef('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { data } = useQuery(composerQuery(address));
  const kept = data?.drafts.find((draft) => draft.channel === channel);

  useEffect(() => {
    if (!kept || touched.current || kept.body === latest.current || kept.body === sent.current) return;
    if (latest.current && draftTime(me.id, name) >= Date.parse(kept.updated_at)) return;
    latest.current = kept.body;
    setText(kept.body);
    setSavedAt(kept.updated_at);
    saveDraft(me.id, name, kept.body);
  }, [kept, me.id, name]);

  const flush = useCallback(() => {
    if (timer.current === undefined) return;
    clearTimeout(timer.current);
    timer.current = undefined;
    const body = latest.current;
    const done = body.trim() ? putDraft(ticketId, channel, body) : dropServerDraft(ticketId, channel);
    void Promise.resolve(done).then(
      (answer) => {
        setWaiting(false);
        setSavedAt('updated_at' in answer ? answer.updated_at : null);
      },
      // It is in this browser, and goes out again with the next key press.
      () => setWaiting(false),
    );
  }, [ticketId, channel]);
  useEffect(() => flush, [flush]);

  const write = (next: string) => {
    touched.current = true;
    latest.current = next;
    setText(next);
    setWaiting(true);
    if (next) saveDraft(me.id, name, next);
    else dropDraft(me.id, name);
    clearTimeout(timer.current);
    timer.current = setTimeout(flush, SERVER_MS);
  };

  /** The words are sent, or taken back from being sent: nothing is written any more, or these are. */
  const settle = (next = '') => {
    clearTimeout(timer.current);
    timer.current = undefined;
    sent.current = latest.current.trim() ? latest.current : sent.current;
    latest.current = next;
    touched.current = next !== '';
    setText(next);
    setWaiting(false);
    setSavedAt(null);
    if (next) saveDraft(me.id, name, next);
    else dropDraft(me.id, name);
  };

  return { text, setText: write, flush, settle, savedAt: waiting ? null : savedAt, held: data?.held ?? [] };
}
