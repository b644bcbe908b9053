import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ratingQuery } from '@/api/tickets';
import { Stars } from '@/ui/Stars';

/** What the requester thought of this resolution, and of those before it. */
export default function RatingLine({ id }: { id: string }) {
  const { data } = useQuery(ratingQuery(id));
  const ratings = data ? [...(data.current ? [data.current] : []), ...data.earlier] : [];
  return ratings.map((rating) => (
    <Text key={rating.cycle} size="sm" mt={6} component="div">
      <Text span fw={600}>
        {rating === data?.current ? <Trans>Rated:</Trans> : <Trans>Rated before it was reopened:</Trans>}
      </Text>{' '}
      <Stars score={rating.score} />
      {rating.comment && <> “{rating.comment}”</>}
    </Text>
  ));
}
