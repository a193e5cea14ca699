import { type FormEvent, useEffect, useRef, useState } from 'react';
import { CallError } from '../live/exchange.ts';

interface Failure {
  readonly fields: Readonly<Record<string, string>>;
  /** What belongs to no field. */
  readonly text: string | undefined;
}

/** What a form says: the text of each field by its name. */
export type Said = (name: string) => string;

/**
 * Sends a form once at a time and puts the server's sentences where they belong: at the field they name, else at the
 * field `under`, else over the button. The first field that is wrong gets the focus.
 */
export function useSubmit(send: (said: Said, form: FormData) => Promise<void>, under?: string) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    if (failure) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [failure]);

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy) return;
    const said = new FormData(event.currentTarget);
    setBusy(true);
    setFailure(undefined);
    try {
      await send((name) => String(said.get(name) ?? ''), said);
    } catch (error) {
      setFailure(failureOf(error, [...said.keys()], under));
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    failure: failure?.text,
    error: (name: string) => failure?.fields[name],
    form: {
      ref: form,
      onSubmit: (event: FormEvent<HTMLFormElement>) => void onSubmit(event),
      noValidate: true,
    },
  };
}

/** Sorts the sentences of a failure by the fields that the form has. */
function failureOf(error: unknown, names: readonly string[], under?: string): Failure {
  if (!(error instanceof CallError)) return { fields: {}, text: `This did not work: ${String(error)}` };
  const known = Object.entries(error.fields).filter(([name]) => names.includes(name));
  if (known.length > 0) return { fields: Object.fromEntries(known), text: undefined };
  const others = Object.entries(error.fields).map(([name, words]) => `${name}: ${words}`);
  const text = [error.message, ...others].join(' ');
  return under ? { fields: { [under]: text }, text: undefined } : { fields: {}, text };
}
