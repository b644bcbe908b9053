import { useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { Panel, PanelCell } from '@/api/dashboard-types';
import { readSearch } from '@/lib/queue-search';
import { weekdayName } from '@/lib/time';
import { BlockLink } from '@/ui/links';
import classes from './HeatMap.module.css';

const DAYS = [1, 2, 3, 4, 5, 6, 7];
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const LEVELS = 5;

/** Weekday by hour as a table whose cells are the darker the more tickets they hold; each leads to them. */
export default function HeatMap({ panel, title }: { panel: Panel; title: string }) {
  const { t, i18n } = useLingui();
  const cells = new Map(panel.rows.map((row) => [row.label, row.cells[0]]));
  const most = Math.max(1, ...panel.rows.map((row) => row.cells[0]?.count ?? 0));
  const peak = panel.rows.find((row) => row.cells[0]?.count === most)?.label.split('-');
  const day = peak ? weekdayName(Number(peak[0])) : '';
  const hour = peak ? `${peak[1]}:00` : '';
  const count = i18n.number(most);
  return (
    <figure className={classes.figure} aria-label={title}>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <caption className={classes.caption}>{title}</caption>
          <thead>
            <tr>
              <td />
              {HOURS.map((at) => (
                <th key={at} scope="col">
                  {at}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {DAYS.map((weekday) => (
              <tr key={weekday}>
                <th scope="row">{weekdayName(weekday, 'short')}</th>
                {HOURS.map((at) => (
                  <Hour
                    key={at}
                    cell={cells.get(`${weekday}-${String(at).padStart(2, '0')}`)}
                    when={`${weekdayName(weekday)} ${at}:00`}
                    most={most}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Text component="figcaption" size="xs" c="dimmed" mt="xs">
        {peak ? t`Most: ${day} at ${hour} with ${count}. Hours of ${panel.zone}.` : t`There is none.`}
      </Text>
    </figure>
  );
}

function Hour({ cell, when, most }: { cell: PanelCell | undefined; when: string; most: number }) {
  const count = cell?.count ?? 0;
  const level = count === 0 ? 0 : Math.max(1, Math.ceil((LEVELS * count) / most));
  return (
    <td className={classes.hour} data-level={level}>
      {cell?.drill ? (
        <BlockLink
          to="/queue"
          search={readSearch(cell.drill)}
          className={classes.link}
          aria-label={`${when}: ${count}`}
          title={`${when}: ${count}`}
        >
          {count}
        </BlockLink>
      ) : (
        <span className={classes.link}>{''}</span>
      )}
    </td>
  );
}
