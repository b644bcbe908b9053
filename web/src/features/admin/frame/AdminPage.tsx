import { Trans } from '@lingui/react/macro';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { TextLink } from '@/ui/links';
import { Page } from '@/ui/Page';
import classes from './AdminPage.module.css';
import { useDraftId } from './draft-scope';

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Where "back" goes; the list of everything unless the page belongs to a list. */
  back?: { to: string; label: ReactNode };
  children: ReactNode;
}

/** Frame of an admin page: title, what it is for, its actions, and the way back on narrow screens. */
export function AdminPage({ title, lead, actions, back, children }: Props) {
  const draft = useDraftId();
  const way = back ?? (draft ? { to: `/admin/lab/${draft}`, label: <Trans>Draft</Trans> } : undefined);
  return (
    <Page
      title={title}
      lead={lead}
      actions={actions}
      width="wide"
      above={
        <TextLink
          to={(way?.to ?? '/admin') as never}
          className={classes.back}
          data-always={!!way || undefined}
        >
          <IconArrowLeft size={15} aria-hidden />
          {way?.label ?? <Trans>Administration</Trans>}
        </TextLink>
      }
    >
      {children}
    </Page>
  );
}
