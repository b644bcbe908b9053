import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Text, UnstyledButton } from '@mantine/core';
import { IconBolt, IconMessage2 } from '@tabler/icons-react';
import type { Macro } from '@/api/macros';
import { isReply } from '../../macro-model';
import classes from '../detail/Detail.module.css';

interface Props {
  macros: Macro[];
  active: number;
  onPick: (macro: Macro) => void;
}

/** Canned replies and macros that fit what is typed behind the slash. */
export function MacroMenu({ macros, active, onPick }: Props) {
  const { t } = useLingui();
  return (
    <Paper
      withBorder
      shadow="md"
      className={classes.mentions}
      role="listbox"
      aria-label={t`Replies and macros`}
    >
      {macros.map((macro, index) => (
        <UnstyledButton
          key={macro.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className={classes.mention}
          data-active={index === active || undefined}
          onMouseDown={(event) => {
            event.preventDefault();
            onPick(macro);
          }}
        >
          <MacroName macro={macro} />
        </UnstyledButton>
      ))}
    </Paper>
  );
}

/** A macro by its name, with whether it is only words. */
export function MacroName({ macro }: { macro: Macro }) {
  const Glyph = isReply(macro) ? IconMessage2 : IconBolt;
  return (
    <>
      <Text span size="sm" truncate>
        <Glyph size={15} aria-hidden style={{ verticalAlign: -2, marginInlineEnd: 8 }} />
        {macro.name}
      </Text>
      <Text span size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {macro.team?.name ?? (macro.scope === 'shared' ? <Trans>everybody</Trans> : <Trans>mine</Trans>)}
      </Text>
    </>
  );
}
