import { Trans, useLingui } from '@lingui/react/macro';
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { changeFiguresQuery } from '@/api/changes';
import type { Ended } from '../views';
import classes from './Figures.module.css';

interface Props {
  ended: Ended | undefined;
  onEnded: (ended: Ended | undefined) => void;
}

/** How changes went of late; each figure is the length of the list it opens. */
export function Figures({ ended, onEnded }: Props) {
  const { t } = useLingui();
  const { data } = useQuery(changeFiguresQuery());
  if (!data || data.finished === 0) return null;
  const figures: { list: Ended; value: ReactNode; name: string }[] = [
    { list: 'any', value: data.finished, name: t`Carried out` },
    { list: 'success', value: `${data.success_percent} %`, name: t`Worked (${data.succeeded})` },
    { list: 'failed', value: data.failed, name: t`Failed` },
    { list: 'rolled_back', value: data.rolled_back, name: t`Rolled back` },
  ];
  return (
    <section className={classes.frame} aria-label={t`How changes went`}>
      <span className={classes.when}>
        <Trans>Last {data.days} days</Trans>
      </span>
      {figures.map(({ list, value, name }) => (
        <UnstyledButton
          key={list}
          className={classes.figure}
          aria-pressed={ended === list}
          onClick={() => onEnded(ended === list ? undefined : list)}
        >
          <strong>{value}</strong> {name}
        </UnstyledButton>
      ))}
    </section>
  );
}
