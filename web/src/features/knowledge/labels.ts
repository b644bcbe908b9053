import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ArticleStatus, Audience, Move } from '@/api/knowledge';
import type { Shelf } from './shelves';

export const ARTICLE_STATUS_LABELS: Record<ArticleStatus, MessageDescriptor> = {
  draft: msg`Draft`,
  in_review: msg`In review`,
  published: msg`Published`,
  archived: msg`Archived`,
};

export const ARTICLE_STATUS_COLORS: Record<ArticleStatus, string> = {
  draft: 'gray',
  in_review: 'blue',
  published: 'teal',
  archived: 'gray',
};

export const AUDIENCE_LABELS: Record<Audience, MessageDescriptor> = {
  everyone: msg`All staff`,
  staff: msg`IT only`,
};

export const MOVE_LABELS: Record<Move, MessageDescriptor> = {
  submit: msg`Send to review`,
  return: msg`Give back`,
  publish: msg`Publish`,
  archive: msg`Archive`,
  reopen: msg`Take up again`,
};

export const MOVE_DONE: Record<Move, MessageDescriptor> = {
  submit: msg`Sent to review`,
  return: msg`Given back to its author`,
  publish: msg`Published: readers see it now`,
  archive: msg`Archived: readers no longer see it`,
  reopen: msg`Taken up again as a draft`,
};

export const SHELF_LABELS: Record<Shelf, MessageDescriptor> = {
  review: msg`To review`,
  drafts: msg`Drafts`,
  due: msg`Due for a look`,
  misses: msg`Searches without an answer`,
  synonyms: msg`Synonyms`,
  categories: msg`Categories`,
};
