import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { type Asset, type AssetChanges, assetKeys, assetQuery, updateAsset } from '@/api/assets';
import { toastDone } from '@/lib/toast';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { PageSkeleton } from '@/ui/Skeletons';
import { AssetForm } from '../components/AssetForm';
import { BackLink } from '../components/BackLink';

const route = getRouteApi('/signed-in/desk/assets/$id/edit');

export function EditAssetPage() {
  const { id } = route.useParams();
  // The form begins with what is in the register now, not with what a list once showed.
  const asset = useQuery({ ...assetQuery(id), staleTime: 0, refetchOnMount: 'always' });
  if (asset.isError) return <ErrorState error={asset.error} onRetry={() => void asset.refetch()} />;
  if (asset.isPending || (asset.isFetching && !asset.isFetchedAfterMount)) return <PageSkeleton />;
  return <Editing asset={asset.data} />;
}

function Editing({ asset }: { asset: Asset }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const save = useMutation({
    mutationFn: (changes: AssetChanges) => updateAsset(asset.id, asset.version, changes),
    onSuccess: (after) => {
      toastDone(t`Saved`);
      void client.invalidateQueries({ queryKey: assetKeys.all });
      return navigate({ to: '/assets/$id', params: { id: after.tag } });
    },
  });
  return (
    <Page title={t`Edit ${asset.tag}`} above={<BackLink asset={asset.tag}>{asset.name}</BackLink>}>
      <AssetForm
        asset={asset}
        busy={save.isPending}
        error={save.error}
        submit={t`Save`}
        onSubmit={(input) => save.mutate(input as AssetChanges)}
      />
    </Page>
  );
}
