import { useEffect, useRef } from 'react';

/** Runs what belongs to a key, unless one types, chooses from a menu or answers a dialog. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const run = latest.current[event.key];
      if (!run || event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [popover]:popover-open')) return true;
  if (!(target instanceof HTMLElement)) return false;
  // A box is ticked with the space bar alone.
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return false;
  return target.matches('input, textarea, select') || target.isContentEditable;
}
