import { Trans, useLingui } from '@lingui/react/macro';
import { Paper, Text } from '@mantine/core';
import type { Diff, DiffLine } from '@/api/knowledge';
import { foldSame } from '../diff-model';
import classes from './DiffView.module.css';

/** What changed: whole lines marked at the side, words marked inside a line, long stretches of the same folded. */
export function DiffView({ diff }: { diff: Diff }) {
  const { t } = useLingui();
  const parts = [
    [t`Title`, diff.title],
    [t`In one sentence`, diff.summary],
    [t`Text`, diff.body],
  ] as const;
  const changed = parts.filter(([, lines]) => lines.some(({ kind }) => kind !== 'same'));
  if (changed.length === 0)
    return (
      <Text c="dimmed">
        <Trans>Both versions say the same.</Trans>
      </Text>
    );
  return changed.map(([name, lines]) => (
    <Paper key={name} withBorder component="section" className={classes.part} aria-label={name}>
      <Text size="sm" fw={600} className={classes.name}>
        {name}
      </Text>
      <div className={classes.lines}>
        {foldSame(lines).map((row) =>
          row.kind === 'fold' ? (
            <p key={row.key} className={classes.fold}>
              <Trans>{row.count} lines the same</Trans>
            </p>
          ) : (
            <Line key={row.key} line={row.line} />
          ),
        )}
      </div>
    </Paper>
  ));
}

const SIGNS: Record<string, string> = { added: '+', removed: '−', changed: '~', same: ' ' };

function Line({ line }: { line: DiffLine }) {
  const { t } = useLingui();
  const said: Record<string, string> = { added: t`Added:`, removed: t`Removed:`, changed: t`Changed:` };
  const parts = line.parts.map((part, at) => ({ ...part, key: `${at}:${part.kind}` }));
  return (
    <p className={classes.line} data-kind={line.kind}>
      <span aria-hidden className={classes.sign}>
        {SIGNS[line.kind]}
      </span>
      <span>
        {said[line.kind] && <span className={classes.said}>{said[line.kind]} </span>}
        {parts.map((part) => {
          if (part.kind === 'added') return <ins key={part.key}>{part.text}</ins>;
          if (part.kind === 'removed') return <del key={part.key}>{part.text}</del>;
          return <span key={part.key}>{part.text}</span>;
        })}
      </span>
    </p>
  );
}
