import { Trans } from '@lingui/react/macro';
import { testRouting } from '@/api/admin-routing';
import { TestPanel } from '../rules/test/TestPanel';
import { RoutingOutcome } from './RoutingOutcome';

/** Where a ticket would go by the rules as they stand. */
export function RoutingTest() {
  return (
    <TestPanel
      lead={<Trans>Try the rules on a ticket. Nothing is written or counted.</Trans>}
      test={testRouting}
    >
      {(result) => <RoutingOutcome result={result} />}
    </TestPanel>
  );
}
