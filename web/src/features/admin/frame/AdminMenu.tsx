import { Trans, useLingui } from '@lingui/react/macro';
import { Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '@/api/auth';
import { can } from '@/lib/permissions';
import { ADMIN_MENU, findInMenu, type MenuEntry } from '../menu';
import classes from './AdminMenu.module.css';

interface Props {
  /** `list` beside a page, `cards` as a page of its own. */
  look: 'list' | 'cards';
}

export function AdminMenu({ look }: Props) {
  const { t } = useLingui();
  const me = useMe();
  const [query, setQuery] = useState('');
  const groups = findInMenu(ADMIN_MENU, query, (permission) => can(me, permission), t);
  return (
    <>
      <TextInput
        type="search"
        {...(look === 'cards' ? { 'data-search-field': true, size: 'md' } : { size: 'sm' })}
        aria-label={t`Search the administration`}
        placeholder={look === 'cards' ? t`What would you like to change?` : t`Search`}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        mb="md"
        maw={look === 'cards' ? 480 : undefined}
      />
      <div role="status" className={classes.none}>
        {groups.length === 0 && (
          <Text c="dimmed" size="sm">
            <Trans>Nothing fits these words.</Trans>
          </Text>
        )}
      </div>
      {groups.map((group) => (
        <section key={t(group.label)} className={classes.group}>
          <Text component="h2" className={classes.heading}>
            {t(group.label)}
          </Text>
          <ul className={classes[look]}>
            {group.entries.map((entry) => (
              <li key={entry.to}>
                <EntryLink entry={entry} withText={look === 'cards'} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

function EntryLink({ entry, withText }: { entry: MenuEntry; withText: boolean }) {
  const { t } = useLingui();
  const { icon: Icon } = entry;
  return (
    <Link to={entry.to as never} className={classes.link ?? ''} data-card={withText || undefined}>
      <Icon size={withText ? 24 : 18} stroke={1.7} aria-hidden className={classes.icon} />
      <span>
        <span className={classes.name}>{t(entry.label)}</span>
        {withText && (
          <Text span size="sm" c="dimmed" display="block">
            {t(entry.text)}
          </Text>
        )}
      </span>
    </Link>
  );
}
