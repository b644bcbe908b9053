import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { List, Text } from '@mantine/core';
import type { MergePreview } from '@/api/merging';

/** What is read in the kept ticket from then on, and what is not. */
export function MergeCounts({ preview }: { preview: MergePreview }) {
  const { t } = useLingui();
  const { comments, notes, attachments, watchers, links } = preview;
  const moves = [
    comments > 0 && t`${plural(comments, { one: '# message', other: '# messages' })}`,
    notes > 0 && t`${plural(notes, { one: '# internal note', other: '# internal notes' })}`,
    attachments > 0 && t`${plural(attachments, { one: '# attachment', other: '# attachments' })}`,
    watchers > 0 && t`${plural(watchers, { one: '# watcher', other: '# watchers' })}`,
    links > 0 && t`${plural(links, { one: '# link', other: '# links' })}`,
  ].filter((line) => line !== false);
  return (
    <div>
      <Text size="sm" fw={600}>
        <Trans>Read there from now on</Trans>
      </Text>
      <List size="sm" mt={4}>
        <List.Item>
          <Trans>what {preview.source.number} says</Trans>
        </List.Item>
        {moves.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt={6}>
        {preview.is_same_requester ? (
          <Trans>Nothing is deleted; for a day the merge can be undone while nobody writes.</Trans>
        ) : (
          <Trans>
            Two people asked: neither of them reads what the other wrote; the desk reads both. Nothing is
            deleted.
          </Trans>
        )}
      </Text>
    </div>
  );
}
