import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { articleCategoriesQuery, newestQuery } from '@/api/knowledge';
import { ErrorState } from '@/ui/ErrorState';
import { Page } from '@/ui/Page';
import { ConversationSkeleton } from '@/ui/Skeletons';
import { Editor } from '../components/Editor';

const route = getRouteApi('/signed-in/desk/kb/$slug/edit');

export function EditPage() {
  const { t } = useLingui();
  const { slug } = route.useParams();
  const article = useQuery(newestQuery(slug));
  const shelves = useQuery(articleCategoriesQuery());
  const failed = article.error ?? shelves.error;
  if (article.data && shelves.data)
    return <Editor key={article.data.id} article={article.data} categories={shelves.data} />;
  return (
    <Page title={t`Edit the article`} width="wide">
      {failed ? (
        <ErrorState
          error={failed}
          onRetry={() => {
            void article.refetch();
            void shelves.refetch();
          }}
        />
      ) : (
        <ConversationSkeleton />
      )}
    </Page>
  );
}
