import { useSyncExternalStore } from 'react';

/** A filter with a name, kept by this browser; what it filters is an address like any other. */
export interface SavedFilter {
  readonly name: string;
  readonly query: string;
}

const key = 'smartops.alert-filters';
const followers = new Set<() => void>();
const most = 20;

/** What is kept may be old or somebody else's. */
export function parseSaved(text: string | null): readonly SavedFilter[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found.filter(isSaved).slice(0, most) : [];
  } catch {
    return [];
  }
}

const isSaved = (one: unknown): one is SavedFilter =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as SavedFilter).name === 'string' &&
  typeof (one as SavedFilter).query === 'string';

/** Only what a filter is made of: neither what is open nor the range. */
export function queryToSave(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of ['alert', 'modal', 'id', 'part', 'range']) params.delete(name);
  return params.toString();
}

let read: { readonly text: string | null; readonly filters: readonly SavedFilter[] } | undefined;

function current(): readonly SavedFilter[] {
  const text = localStorage.getItem(key);
  if (read?.text !== text) read = { text, filters: parseSaved(text) };
  return read?.filters ?? none;
}

const none: readonly SavedFilter[] = [];

function write(filters: readonly SavedFilter[]): void {
  localStorage.setItem(key, JSON.stringify(filters));
  for (const tell of followers) tell();
}

export function useSavedFilters() {
  const filters = useSyncExternalStore(
    (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    current,
    () => none,
  );
  return {
    filters,
    save: (name: string, query: string) =>
      write([...filters.filter((one) => one.name !== name), { name, query }].slice(-most)),
    remove: (name: string) => write(filters.filter((one) => one.name !== name)),
  };
}
