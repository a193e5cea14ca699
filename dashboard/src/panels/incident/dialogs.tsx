import type { IncidentView } from '@smartops/contract';
import { type ComponentType, lazy, Suspense, useState } from 'react';
import type { IncidentDialogProps } from './dialog-props.ts';

export type DialogName = 'resolve' | 'edit' | 'merge' | 'split' | 'post-mortem';

/** Each is loaded when it is first opened. */
const dialogs: Record<DialogName, ComponentType<IncidentDialogProps>> = {
  resolve: lazy(async () => ({ default: (await import('./resolve-dialog.tsx')).ResolveDialog })),
  edit: lazy(async () => ({ default: (await import('./edit-dialog.tsx')).EditDialog })),
  merge: lazy(async () => ({ default: (await import('./merge-dialog.tsx')).MergeDialog })),
  split: lazy(async () => ({ default: (await import('./split-dialog.tsx')).SplitDialog })),
  'post-mortem': lazy(async () => ({ default: (await import('./post-mortem-dialog.tsx')).PostMortemDialog })),
};

export function useDialog() {
  const [name, setName] = useState<DialogName>();
  return { name, open: (next: DialogName) => setName(next), close: () => setName(undefined) };
}

interface DialogsProps {
  view: IncidentView;
  dialog: ReturnType<typeof useDialog>;
  again: () => Promise<void>;
}

export function Dialogs({ view, dialog, again }: DialogsProps) {
  if (!dialog.name) return null;
  const Shown = dialogs[dialog.name];
  return (
    <Suspense>
      <Shown view={view} again={again} onClose={dialog.close} />
    </Suspense>
  );
}
