import { Trans, useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import type { Leaf, Mentioned, Where } from '@/api/conditions';
import { DENIED_OP_LABELS, FIELDS, OP_LABELS } from './fields';
import { asGroup, isLeaf, type Mode } from './model';

const SHOWN = 8;

interface Props {
  where: Where;
  /** Names for the ids in the condition. */
  mentioned: Mentioned[];
}

/** When a rule holds, as one sentence. */
export function WhereWords({ where, mentioned }: Props) {
  const { mode, children } = asGroup(where);
  if (children.length === 0) return <Trans>Every ticket</Trans>;
  return <Parts mode={mode} parts={children} mentioned={mentioned} />;
}

function Parts({ mode, parts, mentioned }: { mode: Mode; parts: Where[]; mentioned: Mentioned[] }) {
  return (
    <>
      {mode === 'none' && <Trans>none of: </Trans>}
      {parts.map((part, index) => (
        <Fragment key={JSON.stringify(part)}>
          {index > 0 && (mode === 'all' ? <Trans> and </Trans> : <Trans> or </Trans>)}
          {isLeaf(part) ? (
            <LeafWords leaf={part} mentioned={mentioned} />
          ) : (
            <>
              (<Parts {...partsOf(part)} mentioned={mentioned} />)
            </>
          )}
        </Fragment>
      ))}
    </>
  );
}

const partsOf = (node: Where) => {
  const { mode, children } = asGroup(node);
  return { mode, parts: children };
};

function LeafWords({ leaf, mentioned }: { leaf: Leaf; mentioned: Mentioned[] }) {
  const { t } = useLingui();
  const values = useValueWords(leaf, mentioned);
  return (
    <>
      {t(FIELDS[leaf.field].subject)} {t(OP_LABELS[leaf.op])}
      {values && (
        <>
          {' '}
          <strong>{values}</strong>
        </>
      )}
    </>
  );
}

/** One thing a rule wants of a ticket, as plain text. */
export function useLeafText() {
  const { t } = useLingui();
  const words = useWords();
  return (leaf: Leaf, mentioned: Mentioned[], isDenied: boolean) =>
    [
      t(FIELDS[leaf.field].subject),
      t((isDenied ? DENIED_OP_LABELS : OP_LABELS)[leaf.op]),
      words(leaf, mentioned),
    ]
      .filter(Boolean)
      .join(' ');
}

const useValueWords = (leaf: Leaf, mentioned: Mentioned[]) => useWords()(leaf, mentioned);

function useWords() {
  const { t } = useLingui();
  return ({ field, op, value }: Leaf, mentioned: Mentioned[]): string => {
    const { kind, choices } = FIELDS[field];
    const named = (one: string) => {
      if (kind === 'words') return `“${one}”`;
      const choice = choices?.find((known) => known.value === one);
      if (choice) return field === 'priority' ? one : t(choice.label);
      return mentioned.find(({ id }) => id === one)?.name ?? one;
    };
    const values = [value ?? []].flat().map(String);
    const names = values.slice(0, SHOWN).map(named);
    if (op === 'between') return names.join(t({ message: ' and ', context: 'between two ends' }));
    const more = values.length - SHOWN;
    if (more > 0) names.push(t`${more} more`);
    return names.join(op === 'mentions_all' ? ', ' : t({ message: ' or ', context: 'between alternatives' }));
  };
}
