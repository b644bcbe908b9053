import { useLingui } from '@lingui/react/macro';
import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentPropsWithRef } from 'react';
import { bellCountQuery } from '@/api/notifications';
import classes from './Bell.module.css';

/** How many conversations hold news, in words and as the bell shows it. */
export function useBellCount() {
  const { t } = useLingui();
  const { data } = useQuery(bellCountQuery());
  const count = data?.count ?? 0;
  const short = count > 99 ? '99+' : String(count);
  return { count, short, label: count > 0 ? t`Notifications, ${short} new` : t`Notifications` };
}

type PlainButton = UnstyledButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof UnstyledButtonProps>;

export function BellFace({ className: _, ...button }: PlainButton) {
  const { count, short, label } = useBellCount();
  return (
    <UnstyledButton aria-label={label} aria-haspopup="dialog" {...button} className={classes.bell}>
      <BellIcon count={count} short={short} />
    </UnstyledButton>
  );
}

export function BellIcon({ count, short }: { count: number; short: string }) {
  return (
    <>
      <IconBell size={22} stroke={1.7} aria-hidden />
      {count > 0 && (
        <span className={classes.count} aria-hidden>
          {short}
        </span>
      )}
    </>
  );
}
