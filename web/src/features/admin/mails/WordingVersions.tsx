import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { Wording, WordingVersion } from '@/api/admin-mails';
import { formatMoment } from '@/lib/time';
import { partLabel } from './labels';

interface Props {
  wording: Wording;
  isBusy: boolean;
  onRestore: (version: number) => void;
}

/** Who worded this mail, when and why; every earlier version can be had again. */
export function WordingVersions({ wording, isBusy, onRestore }: Props) {
  return (
    <Paper withBorder p="md" component="section" aria-labelledby="wording-versions">
      <Title order={2} size="h4" id="wording-versions" mb="xs">
        <Trans>Versions</Trans>
      </Title>
      {wording.versions.length === 0 && (
        <Text size="sm" c="dimmed">
          <Trans>The product’s own words, so far.</Trans>
        </Text>
      )}
      <Stack gap="xs">
        {wording.versions.map((version) => (
          <Version
            key={version.version}
            version={version}
            isCurrent={version.version === wording.version}
            isBusy={isBusy}
            onRestore={() => onRestore(version.version)}
          />
        ))}
      </Stack>
    </Paper>
  );
}

interface VersionProps {
  version: WordingVersion;
  isCurrent: boolean;
  isBusy: boolean;
  onRestore: () => void;
}

function Version({ version, isCurrent, isBusy, onRestore }: VersionProps) {
  const { t } = useLingui();
  const { version: number, author } = version;
  const said = Object.entries(version.texts);
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          <b>{number}</b> · {author} · {formatMoment(version.created_at)}
        </Text>
        {version.note && (
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {version.note}
          </Text>
        )}
        <details>
          <Text component="summary" size="xs" style={{ cursor: 'pointer' }}>
            <Plural value={said.length} one="# own sentence" other="# own sentences" />
          </Text>
          {said.map(([part, text]) => (
            <Text key={part} size="xs" mt={4} style={{ overflowWrap: 'anywhere' }}>
              <b>{t(partLabel(part))}</b> {text}
            </Text>
          ))}
        </details>
      </div>
      {isCurrent ? (
        <Text size="xs" c="dimmed">
          <Trans>in force</Trans>
        </Text>
      ) : (
        <Button
          variant="default"
          size="compact-xs"
          disabled={isBusy}
          onClick={onRestore}
          aria-label={t`Restore version ${number}`}
        >
          <Trans>Restore</Trans>
        </Button>
      )}
    </Group>
  );
}
