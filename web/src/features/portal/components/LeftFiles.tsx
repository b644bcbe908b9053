import { Plural, Trans } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { leftBehind } from '@/lib/kept-files';
import { TextLink } from '@/ui/links';

/** Files of a ticket that was raised, but whose page went before they were sent: they wait at that ticket. */
export default function LeftFiles({ owner }: { owner: string }) {
  const [left, setLeft] = useState<Awaited<ReturnType<typeof leftBehind>>>([]);
  useEffect(() => {
    let isHere = true;
    void leftBehind(owner).then((found) => isHere && setLeft(found));
    return () => {
      isHere = false;
    };
  }, [owner]);
  return left.map(({ number, count }) => (
    <Alert key={number} mb="md" color="yellow" icon={<IconPaperclip size={18} />}>
      <Text size="sm">
        <Plural
          value={count}
          one="# file was not sent with your last ticket."
          other="# files were not sent with your last ticket."
        />{' '}
        <TextLink to="/tickets/$number" params={{ number }}>
          <Trans>Send them with {number}</Trans>
        </TextLink>
      </Text>
    </Alert>
  ));
}
