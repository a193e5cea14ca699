import type { Incident, Me } from '@smartops/contract';
import { useEffect } from 'react';
import { stepOf } from '../../facts/incidents.ts';
import { call } from '../../live/call.ts';
import { useAct } from '../../ui/use-act.ts';
import type { DialogName } from './dialogs.tsx';

export const noteBoxId = 'incident-note';

interface Keys {
  incident: Incident | undefined;
  me: Me | undefined;
  again: () => Promise<void>;
  open: (name: DialogName) => void;
}

export interface Step {
  readonly busy: boolean;
  readonly failure: string | undefined;
  /** Takes it, with its alerts. */
  readonly take: () => void;
  readonly reopen: () => void;
}

/** What one key or one click does: `a` takes it, `r` resolves it, `n` writes a note. */
export function useKeys({ incident, me, again, open }: Keys): Step {
  const { busy, failure, act } = useAct(async (status: Incident['status']) => {
    if (!incident) return;
    try {
      await call('updateIncident', { id: incident.id, version: incident.version, status });
    } finally {
      await again();
    }
  });
  const step = incident && stepOf(incident, me);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const run = {
        a: step === 'take' && (() => act('investigating')),
        r: canResolve(step) && (() => open('resolve')),
        n: step && write,
      }[event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return { busy, failure, take: () => act('investigating'), reopen: () => act('investigating') };
}

const canResolve = (step: ReturnType<typeof stepOf>) => step === 'take' || step === 'resolve';

export function write(): void {
  const box = document.getElementById(noteBoxId);
  box?.scrollIntoView({ block: 'center' });
  box?.focus();
}

/** A key pressed into a field, or over an open dialog, is not meant for the page. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
