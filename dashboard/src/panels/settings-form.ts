import { useState } from 'react';
import { call } from '../live/call.ts';
import { CallError } from '../live/exchange.ts';
import { tellSaved } from '../live/last-save.ts';
import type { Input } from '../live/paths.ts';
import { reload } from '../live/reload.ts';

export interface Draft {
  /** What was typed and is not saved, by place: `thresholds.cpu`. */
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly failure: string | undefined;
  readonly busy: boolean;
  type(place: string, text: string, standing: string): void;
  discard(): void;
  save(): void;
}

/** Fields that are saved together: what was typed, what is wrong with it, and the way to the server. */
export function useDraft(
  scope: string,
  toInput: (typed: Readonly<Record<string, string>>) => Input<'updateSettings'>,
): Draft {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const forget = () => {
    setErrors({});
    setFailure(undefined);
  };
  async function save() {
    if (busy) return;
    setBusy(true);
    forget();
    try {
      const reply = await call('updateSettings', toInput(typed));
      tellSaved(scope, reply.save);
      await reload('getSettings', 'listConnections', 'getStorage', 'listSaves');
      setTyped({});
    } catch (error) {
      const fields = error instanceof CallError ? error.fields : {};
      const known = Object.entries(fields).filter(([place]) => place in typed);
      setErrors(Object.fromEntries(known));
      if (known.length === 0) setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }
  return {
    ...{ typed, errors, failure, busy },
    type(place, text, standing) {
      const { [place]: _, ...others } = typed;
      setTyped(text.trim() === standing ? others : { ...others, [place]: text });
      const { [place]: __, ...wrong } = errors;
      setErrors(wrong);
    },
    discard() {
      setTyped({});
      forget();
    },
    save: () => void save(),
  };
}

/** What was typed as a number; what is none is sent as it is, so that the server says what is wrong with it. */
export function numberOf(text: string): number {
  const number = Number(text.trim().replace(',', '.'));
  return text.trim() === '' || Number.isNaN(number) ? (text as unknown as number) : number;
}
