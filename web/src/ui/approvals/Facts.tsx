import { useLingui } from '@lingui/react/macro';
import type { ApprovalFact } from '@/api/approvals';
import { FIELD_LABELS } from '@/ui/change-labels';
import classes from './Facts.module.css';

/** What was put before the approvers, as it was when it was asked for. */
export function Facts({ facts }: { facts: ApprovalFact[] }) {
  const { t } = useLingui();
  return (
    <dl className={classes.facts}>
      {facts.map(({ label, value }) => (
        <div key={label} className={classes.fact}>
          <dt>{FIELD_LABELS[label] ? t(FIELD_LABELS[label]) : label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
