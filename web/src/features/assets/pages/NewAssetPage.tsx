import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type AssetInput, assetKeys, createAsset } from '@/api/assets';
import { useRequestKey } from '@/lib/request-key';
import { toastDone } from '@/lib/toast';
import { Page } from '@/ui/Page';
import { AssetForm } from '../components/AssetForm';
import { BackLink } from '../components/BackLink';

export function NewAssetPage() {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const requestKey = useRequestKey();
  const add = useMutation({
    mutationFn: (input: AssetInput) => createAsset(input, requestKey.of(input)),
    onSuccess: ({ tag }) => {
      requestKey.done();
      toastDone(t`${tag} is in the register`);
      void client.invalidateQueries({ queryKey: assetKeys.all });
      return navigate({ to: '/assets/$id', params: { id: tag } });
    },
  });
  return (
    <Page
      title={t`Add an asset`}
      above={
        <BackLink>
          <Trans>Assets</Trans>
        </BackLink>
      }
    >
      <AssetForm
        asset={null}
        busy={add.isPending}
        error={add.error}
        submit={t`Add`}
        onSubmit={(input) => add.mutate(input)}
      />
    </Page>
  );
}
