import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconUserShare } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Asset, AssetStatus } from '@/api/assets';
import { useOnceWanted } from '@/ui/first-use';
import { ButtonLink } from '@/ui/links';
import { MOVE_LABELS } from '../labels';

const HandOver = lazy(() => import('./HandOver'));
const MoveAsset = lazy(() => import('./MoveAsset'));

/** What may be done with an asset as a whole. */
export function Actions({ asset }: { asset: Asset }) {
  const { t } = useLingui();
  const [isHanding, setHanding] = useState(false);
  const [to, setTo] = useState<AssetStatus | null>(null);
  const handed = useOnceWanted(isHanding);
  const moved = useOnceWanted(to !== null);
  if (!asset.can_edit) return null;
  const canHand = asset.status !== 'retired' && asset.status !== 'lost';
  return (
    <>
      {canHand && (
        <Button
          size="sm"
          leftSection={<IconUserShare size={16} aria-hidden />}
          onClick={() => setHanding(true)}
        >
          {asset.owner ? <Trans>Hand over or take back</Trans> : <Trans>Hand over</Trans>}
        </Button>
      )}
      <ButtonLink
        to="/assets/$id/edit"
        params={{ id: asset.tag }}
        size="sm"
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
      >
        <Trans>Edit</Trans>
      </ButtonLink>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t`More to do with this asset`}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {asset.moves.map((one) => (
            <Menu.Item key={one} onClick={() => setTo(one)}>
              {t(MOVE_LABELS[one])}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {handed && <HandOver asset={asset} opened={isHanding} onClose={() => setHanding(false)} />}
        {moved && <MoveAsset key={to} asset={asset} to={to} onClose={() => setTo(null)} />}
      </Suspense>
    </>
  );
}
