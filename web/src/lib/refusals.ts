import { i18n, type MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/**
 * The server gives its reasons in English, with a stable code. In another language the code is what is read out;
 * a reason nobody foresaw is shown as it came. Loaded with a catalogue: English needs none of it.
 */
const REFUSALS: Record<string, MessageDescriptor> = {
  administrator_exists: msg`There is an administrator already.`,
  article_not_found: msg`This article is not here`,
  bad_request: msg`The service desk did not understand this. Please try again.`,
  beyond_own_rights: msg`You may not do this yourself.`,
  code_refused: msg`This code is not right, or it was used already.`,
  conflict: msg`Something else happened meanwhile. Load the page again and look.`,
  cross_site_refused: msg`This request came from another page and was refused.`,
  email_taken: msg`This email address belongs to another account.`,
  empty_file: msg`The file is empty.`,
  file_type_refused: msg`Files of this kind are not accepted.`,
  forbidden: msg`Your role does not allow this. A system administrator can change that.`,
  identity_taken: msg`This sign-in belongs to another account.`,
  internal_error: msg`Something went wrong at our side. Please try again in a moment.`,
  invalid_fields: msg`Please look at the marked fields.`,
  link_invalid: msg`This link is used up or too old. Ask for a new one.`,
  missing: msg`Please fill this in.`,
  move_not_allowed: msg`This cannot be done in the present state.`,
  network: msg`The service desk cannot be reached.`,
  not_found: msg`It was moved or deleted, or it is not yours to see.`,
  possible_duplicate: msg`You may have reported this already`,
  proof_needed: msg`Please show once more that it is you.`,
  rate_limited: msg`Too many requests at once. Wait a moment and try again.`,
  required: msg`Please fill this in.`,
  same_password: msg`Choose another password than the present one.`,
  session_ended: msg`The session has ended.`,
  sign_in_refused: msg`Email and password do not match, or the account is switched off.`,
  stale_version: msg`Somebody changed this meanwhile. Load the page again and look.`,
  step_ended: msg`That took too long. Please sign in again.`,
  string_too_long: msg`This is too long.`,
  string_too_short: msg`This is too short.`,
  ticket_files_too_large: msg`The files of this ticket are too large together.`,
  too_large: msg`This is too large.`,
  too_long: msg`This is too long.`,
  transition_not_allowed: msg`This cannot be done in the present state.`,
  unauthorized: msg`Please sign in again`,
  unavailable: msg`The service desk is busy. Please try again in a moment.`,
  unknown_reference: msg`Please choose one of the list.`,
  unsupported_type: msg`Files of this kind are not accepted.`,
  weak_password: msg`This password is easy to guess. Use more and other words.`,
  wrong_code: msg`This code is not right, or it was used already.`,
  wrong_password: msg`This is not your password.`,
};

/** The refusal with this code in the language of the screens; undefined for one nobody foresaw. */
export function refusalIn(code: string): string | undefined {
  const words = REFUSALS[code];
  return words && i18n._(words);
}
