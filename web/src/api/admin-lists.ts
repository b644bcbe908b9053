import { collection, type Versioned } from './admin-http';

/** An entry of the lists that forms choose from. */
export interface ListEntry extends Versioned {
  key: string;
  name: string;
  position: number;
  is_active: boolean;
}

export interface Category extends ListEntry {
  parent_id: string | null;
  /** Its tickets are in nothing that Power BI reads. */
  is_confidential: boolean;
}

export interface Location extends ListEntry {
  timezone: string;
  calendar_key: string | null;
}

interface Create {
  name: string;
  key?: string | undefined;
}

type Patch = Partial<Pick<ListEntry, 'name' | 'position' | 'is_active'>>;

export const categories = collection<
  Category,
  Create & { parent_id?: string | undefined; is_confidential?: boolean },
  Patch & { is_confidential?: boolean }
>('categories');

export const locations = collection<
  Location,
  Create & { timezone: string; calendar_key: string | null },
  Patch & { timezone?: string; calendar_key?: string | null }
>('locations');

export const resolutionCategories = collection<ListEntry, Create, Patch>('resolution-categories');
