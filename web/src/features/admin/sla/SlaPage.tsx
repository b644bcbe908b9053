import { Trans, useLingui } from '@lingui/react/macro';
import { IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { type Policy, policies as source } from '@/api/admin-sla';
import { useInDraft } from '../frame/draft-scope';
import { EditDrawer } from '../frame/EditDrawer';
import { useAdminSearch } from '../frame/use-admin-search';
import { OrderedList } from '../rules/OrderedList';
import { fitsWords } from '../rules/order';
import { RulesPage } from '../rules/RulesPage';
import { useRuleChanges } from '../rules/use-rule-changes';
import { valuesIn } from '../rules/where/model';
import { WhereWords } from '../rules/where/WhereWords';
import { PolicyPromise } from './PolicyPromise';

const PreviewPanel = lazy(async () => ({ default: (await import('./PreviewPanel')).PreviewPanel }));
const PolicyForm = lazy(async () => ({ default: (await import('./PolicyForm')).PolicyForm }));

const wordsOf = ({ name, where, mentioned }: Policy) => [
  name,
  ...mentioned.map((thing) => thing.name),
  ...valuesIn(where),
];

export function SlaPage() {
  const { t } = useLingui();
  const { search } = useAdminSearch();
  const policies = useInDraft(source);
  const query = useQuery(policies.listQuery());
  const { busy, run, switched } = useRuleChanges(policies.keys.all);
  const shown = (query.data ?? []).filter((policy) => fitsWords(search.q, wordsOf(policy)));
  const move = ({ id, name, version, position }: Policy, step: -1 | 1) => {
    const place = (position ?? 1) + step;
    run(() => policies.update(id, version, { position: place }), t`${name} is now number ${place}.`);
  };
  return (
    <RulesPage
      title={t`SLA policies`}
      lead={
        <Trans>The first policy that fits a ticket sets its due dates. Running clocks keep theirs.</Trans>
      }
      icon={IconHourglass}
      addLabel={<Trans>New policy</Trans>}
      searchLabel={t`Search policies`}
      query={query}
      found={shown.length}
      list={
        <OrderedList<Policy>
          label={t`SLA policies in order`}
          rules={shown}
          inactiveHavePlaces={false}
          onMove={search.q ? null : move}
          onSwitch={({ id, name, version }, active) =>
            run(() => policies.update(id, version, { is_active: active }), switched(name, active))
          }
          busy={busy}
        >
          {(policy) => (
            <>
              <WhereWords where={policy.where} mentioned={policy.mentioned} />
              <PolicyPromise policy={policy} />
            </>
          )}
        </OrderedList>
      }
      aside={<PreviewPanel />}
      drawer={
        <EditDrawer<Policy>
          titles={{ create: t`New SLA policy`, edit: t`SLA policy` }}
          rows={query.data}
          rowId={(policy) => policy.id}
          error={query.error}
          onRetry={() => void query.refetch()}
        >
          {(policy) => <PolicyForm policy={policy} />}
        </EditDrawer>
      }
    />
  );
}
