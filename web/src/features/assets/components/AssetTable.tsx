import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Paper } from '@mantine/core';
import type { AssetCard } from '@/api/assets';
import { formatDate } from '@/lib/time';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { AssetStatusChip } from '@/ui/assets/AssetStatusChip';
import { BlockLink } from '@/ui/links';
import { HealthChip } from '../health/HealthChip';
import classes from './AssetTable.module.css';

interface Props {
  assets: AssetCard[];
  chosen: ReadonlySet<string>;
  onChoose: (ids: string[], on: boolean) => void;
}

/** Assets as rows to choose from; on a phone each row becomes a card. */
export function AssetTable({ assets, chosen, onChoose }: Props) {
  const { t } = useLingui();
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <table className={classes.table} aria-label={t`Assets`}>
        <thead>
          <tr>
            <th scope="col" className={classes.choose}>
              <Checkbox
                size="xs"
                aria-label={t`Choose all that are shown`}
                checked={assets.length > 0 && assets.every(({ id }) => chosen.has(id))}
                onChange={(event) =>
                  onChoose(
                    assets.map(({ id }) => id),
                    event.currentTarget.checked,
                  )
                }
              />
            </th>
            <th scope="col">
              <Trans>Asset</Trans>
            </th>
            <th scope="col">
              <Trans>Status</Trans>
            </th>
            <th scope="col">
              <Trans>Health</Trans>
            </th>
            <th scope="col">
              <Trans>Held by</Trans>
            </th>
            <th scope="col">
              <Trans>Place</Trans>
            </th>
            <th scope="col">
              <Trans>Warranty until</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {assets.map((asset) => (
            <Row
              key={asset.id}
              asset={asset}
              isChosen={chosen.has(asset.id)}
              onChoose={(on) => onChoose([asset.id], on)}
            />
          ))}
        </tbody>
      </table>
    </Paper>
  );
}

interface RowProps {
  asset: AssetCard;
  isChosen: boolean;
  onChoose: (on: boolean) => void;
}

function Row({ asset, isChosen, onChoose }: RowProps) {
  const { t } = useLingui();
  const place = [asset.location?.name, asset.place].filter(Boolean).join(' · ');
  const about = [asset.tag, asset.type.name, asset.serial].filter(Boolean).join(' · ');
  return (
    <tr data-chosen={isChosen || undefined}>
      <td className={classes.choose}>
        <Checkbox
          size="xs"
          aria-label={t`Choose ${asset.tag}`}
          checked={isChosen}
          onChange={(event) => onChoose(event.currentTarget.checked)}
        />
      </td>
      <td>
        <BlockLink to="/assets/$id" params={{ id: asset.tag }} className={classes.name ?? ''}>
          <span className={classes.icon}>
            <AssetIcon type={asset.type.key} />
          </span>
          <span>
            <span className={classes.title}>{asset.name}</span>
            <span className={classes.sub}>{about}</span>
          </span>
        </BlockLink>
      </td>
      <td>
        <AssetStatusChip status={asset.status} />
      </td>
      <td className={classes.health}>{asset.health !== null && <HealthChip score={asset.health} />}</td>
      <td className={classes.rest}>{asset.owner?.name}</td>
      <td className={classes.rest}>{place}</td>
      <td className={`${classes.rest} numeric`}>
        {asset.warranty_until && formatDate(asset.warranty_until, 'UTC')}
      </td>
    </tr>
  );
}
