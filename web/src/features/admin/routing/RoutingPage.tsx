import { Trans, useLingui } from '@lingui/react/macro';
import { IconRoute } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import {
  type RoutingRule,
  reorderRouting,
  routingRulesQuery,
  routingRules as source,
} from '@/api/admin-routing';
import { useInDraft } from '../frame/draft-scope';
import { EditDrawer } from '../frame/EditDrawer';
import { useAdminSearch } from '../frame/use-admin-search';
import { RuleFigures } from '../rules/figures/RuleFigures';
import { OrderedList } from '../rules/OrderedList';
import { fitsWords, reordered } from '../rules/order';
import { RulesPage } from '../rules/RulesPage';
import { useRuleChanges } from '../rules/use-rule-changes';
import { valuesIn } from '../rules/where/model';
import { RoutingWords } from './RoutingWords';

const RoutingTest = lazy(async () => ({ default: (await import('./RoutingTest')).RoutingTest }));
const RoutingForm = lazy(async () => ({ default: (await import('./RoutingForm')).RoutingForm }));

const namesOf = (things: { name: string }[]) => things.map(({ name }) => name);

const wordsOf = ({ name, team, where, mentioned, watchers }: RoutingRule) => [
  name,
  team?.name,
  ...namesOf([...mentioned, ...watchers]),
  ...valuesIn(where),
];

export function RoutingPage() {
  const { t } = useLingui();
  const { search } = useAdminSearch();
  const routingRules = useInDraft(source);
  const query = useQuery(routingRulesQuery(routingRules));
  const { busy, run, switched } = useRuleChanges(routingRules.keys.all);
  const rules = query.data?.items ?? [];
  const shown = rules.filter((rule) => fitsWords(search.q, wordsOf(rule)));
  const move = ({ id, name }: RoutingRule, step: -1 | 1) => {
    const order = reordered(
      rules.map((rule) => rule.id),
      id,
      step,
    );
    const place = order.indexOf(id) + 1;
    run(
      () => reorderRouting(order, query.data?.version ?? 0, routingRules),
      t`${name} is now number ${place}.`,
    );
  };
  return (
    <RulesPage
      title={t`Routing`}
      lead={
        <Trans>The first rule that fits and names a team decides; rules without a team only add to it.</Trans>
      }
      icon={IconRoute}
      addLabel={<Trans>New rule</Trans>}
      searchLabel={t`Search rules`}
      query={query}
      found={shown.length}
      list={
        <OrderedList<RoutingRule>
          label={t`Routing rules in order`}
          rules={shown}
          onMove={search.q ? null : move}
          onSwitch={({ id, name, version }, active) =>
            run(() => routingRules.update(id, version, { is_active: active }), switched(name, active))
          }
          busy={busy}
        >
          {(rule) => (
            <>
              <RoutingWords rule={rule} />
              <RuleFigures kind="routing" rule={rule} />
            </>
          )}
        </OrderedList>
      }
      aside={<RoutingTest />}
      drawer={
        <EditDrawer<RoutingRule>
          titles={{ create: t`New routing rule`, edit: t`Routing rule` }}
          rows={query.data?.items}
          rowId={(rule) => rule.id}
          error={query.error}
          onRetry={() => void query.refetch()}
        >
          {(rule) => <RoutingForm rule={rule} />}
        </EditDrawer>
      }
    />
  );
}
