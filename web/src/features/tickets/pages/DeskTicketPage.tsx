import { getRouteApi } from '@tanstack/react-router';
import { TicketView } from '../components/detail/TicketView';

const route = getRouteApi('/signed-in/desk/queue/$id');

/** One ticket on a page of its own; the open tab is in the address. */
export function DeskTicketPage() {
  const { id } = route.useParams();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <TicketView id={id} tab={tab} onTab={(next) => void navigate({ search: { tab: next }, replace: true })} />
  );
}
