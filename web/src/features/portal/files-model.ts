import type { AttachmentLimits } from '@/api/types';

const MEGABYTE = 1_000_000;

export type FileRefusal = 'too_large' | 'wrong_type' | 'too_much';

/** For the file picker. */
export const acceptOf = (limits: AttachmentLimits): string =>
  limits.types.map((type) => `.${type.replace(/^\./, '')}`).join(',');

/** Files the server would take, and the others with the reason. */
export function sortFiles(
  files: File[],
  limits: AttachmentLimits,
): { taken: File[]; refused: { file: File; why: FileRefusal }[] } {
  const taken: File[] = [];
  const refused: { file: File; why: FileRefusal }[] = [];
  const types = new Set(limits.types.map((type) => type.replace(/^\./, '').toLowerCase()));
  let total = 0;
  for (const file of files) {
    const extension = file.name.split('.').pop()?.toLowerCase() ?? '';
    const why = !types.has(extension)
      ? 'wrong_type'
      : file.size > limits.max_file_mb * MEGABYTE
        ? 'too_large'
        : total + file.size > limits.max_ticket_mb * MEGABYTE
          ? 'too_much'
          : null;
    if (why) {
      refused.push({ file, why });
    } else {
      total += file.size;
      taken.push(file);
    }
  }
  return { taken, refused };
}
