import { severityLook } from '../facts/looks.ts';
import type { Look } from '../format/look.ts';
import { useTopic } from '../live/use-live.ts';

export interface ToDo {
  readonly count: number;
  /** As grave as the gravest of them. */
  readonly look: Look;
}

/** What on a page waits for somebody, by its path: the alerts that fire and that nobody has acknowledged. */
export function useToDo(): Readonly<Record<string, ToDo | undefined>> {
  const { fresh, freshWorst } = useTopic('alert-counts')?.[0] ?? {};
  return fresh && freshWorst ? { '/incidents': { count: fresh, look: severityLook[freshWorst] } } : {};
}

/** A badge has room for two digits. */
export const badgeOf = (count: number): string => (count > 99 ? '99+' : `${count}`);
