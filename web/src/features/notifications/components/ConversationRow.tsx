import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconBellOff, IconCheck, IconInfoCircle } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Conversation, Notice } from '@/api/notifications';
import { useNow } from '@/lib/clock';
import { formatRelative, fullMoment } from '@/lib/time';
import { BlockLink, TextLink } from '@/ui/links';
import classes from './BellList.module.css';

interface Props {
  group: Conversation;
  onFocus: () => void;
  onDone?: (() => void) | undefined;
  onMute?: (() => void) | undefined;
  onOpened?: (() => void) | undefined;
}

/** One ticket (or one thing else) with its latest news; opening it puts it away. */
export function ConversationRow({ group, onFocus, onDone, onMute, onOpened }: Props) {
  const { t } = useLingui();
  const [asked, setAsked] = useState(false);
  const whyId = useId();
  const hasSubject = group.title !== group.items[0]?.text;
  const more = group.count - group.items.length;
  const open = () => {
    onDone?.();
    onOpened?.();
  };
  return (
    <li className={classes.row} onFocus={onFocus}>
      <BlockLink
        to={(group.path ?? '/notifications') as never}
        className={classes.link}
        onClick={open}
        data-news-link
      >
        <span className={classes.title}>{group.title}</span>
        {group.reference && <span className={classes.meta}>{group.reference}</span>}
      </BlockLink>
      <span className={classes.tools}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t`Why did I get this?`}
          aria-expanded={asked}
          aria-controls={whyId}
          onClick={() => setAsked(!asked)}
        >
          <IconInfoCircle size={17} />
        </ActionIcon>
        {onMute && (
          <ActionIcon variant="subtle" color="gray" aria-label={t`Mute “${group.title}”`} onClick={onMute}>
            <IconBellOff size={17} />
          </ActionIcon>
        )}
        {onDone && (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Mark “${group.title}” as done`}
            onClick={onDone}
          >
            <IconCheck size={18} />
          </ActionIcon>
        )}
      </span>
      <ul className={classes.news}>
        {group.items.map((notice, at) => (
          <News key={notice.id} notice={notice} withText={hasSubject} withExcerpt={at === 0} />
        ))}
        {more > 0 && (
          <li>
            <Plural value={more} one="and # more" other="and # more" />
          </li>
        )}
      </ul>
      <div id={whyId} className={classes.why} hidden={!asked}>
        {[...new Set(group.items.map((notice) => notice.why))].map((why) => (
          <div key={why}>{why}</div>
        ))}
        <TextLink to="/me" hash="notifications" size="sm" onClick={() => onOpened?.()}>
          <Trans>Choose what you are told</Trans>
        </TextLink>
      </div>
    </li>
  );
}

interface NewsProps {
  notice: Notice;
  withText: boolean;
  withExcerpt: boolean;
}

function News({ notice, withText, withExcerpt }: NewsProps) {
  const now = useNow();
  return (
    <li>
      {withText && <span>{notice.text}</span>}
      <time className={classes.time} dateTime={notice.created_at} title={fullMoment(notice.created_at)}>
        {formatRelative(notice.created_at, now)}
      </time>
      {withExcerpt && notice.excerpt && <span className={classes.excerpt}>{notice.excerpt}</span>}
    </li>
  );
}
