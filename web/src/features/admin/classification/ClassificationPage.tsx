import { Trans, useLingui } from '@lingui/react/macro';
import { IconTextRecognition } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import {
  type ClassificationRule,
  classificationRules as source,
  testClassification,
} from '@/api/admin-classification';
import { useInDraft } from '../frame/draft-scope';
import { EditDrawer } from '../frame/EditDrawer';
import { useAdminSearch } from '../frame/use-admin-search';
import { RuleFigures } from '../rules/figures/RuleFigures';
import { OrderedList } from '../rules/OrderedList';
import { fitsWords } from '../rules/order';
import { RulesPage } from '../rules/RulesPage';
import { TestPanel } from '../rules/test/TestPanel';
import { useRuleChanges } from '../rules/use-rule-changes';
import { valuesIn } from '../rules/where/model';
import { RuleWords } from './RuleWords';
import { TestResult } from './TestResult';

const RuleForm = lazy(async () => ({ default: (await import('./RuleForm')).RuleForm }));

const wordsOf = ({ name, priority, where, mentioned }: ClassificationRule) => [
  name,
  priority,
  ...mentioned.map((thing) => thing.name),
  ...valuesIn(where),
];

export function ClassificationPage() {
  const { t } = useLingui();
  const { search } = useAdminSearch();
  const classificationRules = useInDraft(source);
  const query = useQuery(classificationRules.listQuery());
  const { busy, run, switched } = useRuleChanges(classificationRules.keys.all);
  const rules = query.data ?? [];
  const shown = rules.filter((rule) => fitsWords(search.q, wordsOf(rule)));
  const move = (rule: ClassificationRule, step: -1 | 1) => {
    const from = rules.indexOf(rule);
    // Moving down is the next one moving up: a rule takes a place and pushes what was there further down.
    const [mover, target] = step < 0 ? [rule, rules[from - 1]] : [rules[from + 1], rule];
    if (!mover || !target) return;
    const place = from + step + 1;
    run(
      () => classificationRules.update(mover.id, mover.version, { position: target.position }),
      t`${rule.name} is now number ${place}.`,
    );
  };
  return (
    <RulesPage
      title={t`Classification`}
      lead={<Trans>The rule with the highest priority decides; of equals the first in the list.</Trans>}
      icon={IconTextRecognition}
      addLabel={<Trans>New rule</Trans>}
      searchLabel={t`Search rules and words`}
      query={query}
      found={shown.length}
      list={
        <OrderedList<ClassificationRule>
          label={t`Classification rules in order`}
          rules={shown}
          onMove={search.q ? null : move}
          onSwitch={({ id, name, version }, active) =>
            run(() => classificationRules.update(id, version, { is_active: active }), switched(name, active))
          }
          busy={busy}
        >
          {(rule) => (
            <>
              <RuleWords rule={rule} />
              <RuleFigures kind="classification" rule={rule} />
            </>
          )}
        </OrderedList>
      }
      aside={
        <TestPanel
          lead={<Trans>Try the rules on a ticket. Nothing is written.</Trans>}
          test={testClassification}
          decidesPriority
        >
          {(result, facts) => <TestResult result={result} ticket={facts} />}
        </TestPanel>
      }
      drawer={
        <EditDrawer<ClassificationRule>
          titles={{ create: t`New classification rule`, edit: t`Classification rule` }}
          rows={query.data}
          rowId={(rule) => rule.id}
          error={query.error}
          onRetry={() => void query.refetch()}
        >
          {(rule) => <RuleForm rule={rule} />}
        </EditDrawer>
      }
    />
  );
}
