import { Bookmark } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { queryToSave, useSavedFilters } from './saved.ts';

const NameDialog = lazy(async () => ({ default: (await import('./name-dialog.tsx')).NameDialog }));

/** Filters with a name; choosing one goes to its address. */
export function SavedMenu() {
  const { filters, save, remove } = useSavedFilters();
  const [naming, setNaming] = useState(false);
  const here = typeof location === 'undefined' ? '' : queryToSave(location.search);
  const active = filters.find(({ query }) => query === here);
  const items: MenuItem[] = [
    ...filters.map(({ name, query }) => ({
      label: name,
      chosen: query === here,
      run: () => goTo(query),
    })),
    { label: 'Save this filter…', apart: true, run: () => setNaming(true) },
  ];
  if (active) items.push({ label: `Forget “${active.name}”`, run: () => remove(active.name) });
  return (
    <>
      <Menu label="Saved filters" look="" items={items}>
        <Bookmark size={14} aria-hidden />
        <span className="max-tab:sr-only">{active?.name ?? 'Saved'}</span>
      </Menu>
      <Suspense>
        {naming && <NameDialog onName={(name) => save(name, here)} onClose={() => setNaming(false)} />}
      </Suspense>
    </>
  );
}

/** The range stays as it is. */
function goTo(query: string): void {
  const range = new URLSearchParams(location.search).get('range');
  const params = new URLSearchParams(query);
  if (range) params.set('range', range);
  history.pushState(null, '', `${location.pathname}?${params}`);
}
