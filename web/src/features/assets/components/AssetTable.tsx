import { Trans, useLingui } from '@lingui/react/macro';
import { Paper } from '@mantine/core';
import type { AssetCard } from '@/api/assets';
import { formatDate } from '@/lib/time';
import { AssetIcon } from '@/ui/assets/AssetIcon';
import { AssetStatusChip } from '@/ui/assets/AssetStatusChip';
import { BlockLink } from '@/ui/links';
import classes from './AssetTable.module.css';

/** Assets as rows; on a phone each row becomes a card. */
export function AssetTable({ assets }: { assets: AssetCard[] }) {
  const { t } = useLingui();
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <table className={classes.table} aria-label={t`Assets`}>
        <thead>
          <tr>
            <th scope="col">
              <Trans>Asset</Trans>
            </th>
            <th scope="col">
              <Trans>Status</Trans>
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
            <Row key={asset.id} asset={asset} />
          ))}
        </tbody>
      </table>
    </Paper>
  );
}

function Row({ asset }: { asset: AssetCard }) {
  const place = [asset.location?.name, asset.place].filter(Boolean).join(' · ');
  const about = [asset.tag, asset.type.name, asset.serial].filter(Boolean).join(' · ');
  return (
    <tr>
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
      <td className={classes.rest}>{asset.owner?.name}</td>
      <td className={classes.rest}>{place}</td>
      <td className={`${classes.rest} numeric`}>
        {asset.warranty_until && formatDate(asset.warranty_until, 'UTC')}
      </td>
    </tr>
  );
}
