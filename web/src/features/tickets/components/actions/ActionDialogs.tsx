import { MacroDialog } from '../macros/MacroDialog';
import { MergeDialog } from '../merging/MergeDialog';
import { SplitDialog } from '../merging/SplitDialog';
import { AssignDialog } from './AssignDialog';
import { CategoryDialog } from './CategoryDialog';
import { FailuresDialog } from './FailuresDialog';
import { LinkDialog } from './LinkDialog';
import { PriorityDialog } from './PriorityDialog';
import { PromiseDialog } from './PromiseDialog';
import { EscalateDialog, HandBackDialog, WithdrawDialog } from './ReasonDialog';
import { StatusDialog } from './StatusDialog';
import { useActions } from './store';
import { TagsDialog } from './TagsDialog';

/** Whichever action was asked for, on a row, a selection or the ticket that is open. */
export default function ActionDialogs() {
  const { name, tickets, to, priority, failures } = useActions();
  const [first] = tickets;
  return (
    <>
      {name === 'assign' && <AssignDialog tickets={tickets} />}
      {name === 'status' && <StatusDialog tickets={tickets} to={to} />}
      {name === 'priority' && <PriorityDialog tickets={tickets} wanted={priority} />}
      {name === 'tags' && <TagsDialog tickets={tickets} />}
      {name === 'category' && first && <CategoryDialog ticket={first} />}
      {name === 'escalate' && first && <EscalateDialog ticket={first} />}
      {name === 'hand_back' && <HandBackDialog tickets={tickets} />}
      {name === 'promise' && first && <PromiseDialog ticket={first} />}
      {name === 'withdraw_promise' && first && <WithdrawDialog ticket={first} />}
      {name === 'macro' && <MacroDialog tickets={tickets} />}
      {name === 'merge' && first && <MergeDialog ticket={first} />}
      {name === 'split' && first && <SplitDialog ticket={first} />}
      {name === 'link' && first && <LinkDialog ticket={first} />}
      {failures.length > 0 && <FailuresDialog failures={failures} />}
    </>
  );
}
