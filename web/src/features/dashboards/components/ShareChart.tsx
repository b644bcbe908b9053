import { useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import type { Share } from '@/api/dashboard-types';
import { readSearch } from '@/lib/queue-search';
import { Chart } from '@/ui/Chart';
import { TextLink } from '@/ui/links';
import { biggest } from '../model';

interface Props {
  title: string;
  shares: Share[];
  kind?: 'bar' | 'doughnut';
  horizontal?: boolean;
  /** How a share is called here; the server's name where there is no other. */
  nameOf?: (name: string) => string;
  colors?: string[];
  /** The main finding, where the biggest part is not it. */
  finding?: string;
}

/** Parts of a whole; each leads to its tickets, by a click on the picture or a link in the table. */
export function ShareChart({
  title,
  shares,
  kind = 'bar',
  horizontal = false,
  nameOf = String,
  colors,
  finding,
}: Props) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const most = biggest(shares);
  const name = most ? nameOf(most.name) : '';
  const count = most ? i18n.number(most.count) : '';
  const open = (index: number) => {
    const share = shares[index];
    if (share) void navigate({ to: '/queue', search: readSearch(share.drill) });
  };
  return (
    <Chart
      kind={kind}
      title={title}
      summary={
        finding ?? (most && most.count > 0 ? t`Most: ${name} with ${count} tickets.` : t`There is none.`)
      }
      {...(colors ? { colors } : {})}
      labels={shares.map((share) => nameOf(share.name))}
      series={[{ name: t`Tickets`, values: shares.map((share) => share.count) }]}
      horizontal={horizontal}
      onPick={open}
      rowLabel={(index) => {
        const share = shares[index];
        return (
          share && (
            <TextLink to="/queue" search={readSearch(share.drill)}>
              {nameOf(share.name)}
            </TextLink>
          )
        );
      }}
    />
  );
}
