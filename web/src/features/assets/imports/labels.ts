import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ImportState, RowChoice } from '@/api/asset-imports';

export const STATE_LABELS: Record<ImportState, MessageDescriptor> = {
  uploaded: msg`Sent, not checked`,
  checking: msg`Being checked`,
  checked: msg`Checked, not brought in`,
  running: msg`Coming in`,
  done: msg`In the register`,
  undoing: msg`Being taken back`,
  undone: msg`Taken back`,
  stopped: msg`Stopped`,
};

export const STATE_COLORS: Record<ImportState, string> = {
  uploaded: 'gray',
  checking: 'blue',
  checked: 'blue',
  running: 'blue',
  done: 'teal',
  undoing: 'blue',
  undone: 'gray',
  stopped: 'red',
};

export const CHOICE_LABELS: Record<RowChoice, MessageDescriptor> = {
  new: msg`New`,
  changed: msg`Changed`,
  unchanged: msg`Unchanged`,
  refused: msg`Refused`,
  kept: msg`Not taken back`,
};

/** What a column of a file can mean, as the register words it. */
export const TARGET_LABELS: Record<string, MessageDescriptor> = {
  tag: msg`Tag`,
  serial: msg`Serial number`,
  name: msg`Name`,
  type: msg`Type`,
  status: msg`Status`,
  manufacturer: msg`Manufacturer`,
  model: msg`Model`,
  owner: msg`Held by`,
  location: msg`Location`,
  place: msg`Room or place`,
  purchased_on: msg`Bought on`,
  warranty_until: msg`Warranty until`,
  maintenance_on: msg`Next maintenance`,
  cost: msg`Cost`,
  currency: msg`Currency`,
  vendor: msg`Vendor`,
  contract: msg`Contract`,
  contract_until: msg`Contract until`,
  seats: msg`Seats`,
  needed_up: msg`Must be up of what it needs`,
  notes: msg`Notes`,
  runs_on: msg`Runs on`,
  depends_on: msg`Depends on`,
  connected_to: msg`Connected to`,
  part_of: msg`Part of`,
};
