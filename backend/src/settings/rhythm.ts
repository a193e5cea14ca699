import type { ConnectionSeed } from '../config/index.ts';
import { intervalOf } from '../config/index.ts';
import type { SettingsContext } from './context.ts';
import type { GeneralDocument } from './documents.ts';

interface Bounds {
  readonly shortestMs: number;
  readonly longestMs: number;
}

const second = 1_000;
const longestMs = 3_600 * second;
/** AWS bills each look, GitHub counts them. */
const shortest: Readonly<Record<string, number>> = { aws: 30 * second, github: 30 * second };

export function boundsOf(kind: string): Bounds {
  return { shortestMs: shortest[kind] ?? 5 * second, longestMs };
}

/** How often a connection is looked at, and the variable that locks that; the environment wins. */
export function rhythmOf(
  { id, source }: Pick<ConnectionSeed, 'id' | 'source'>,
  { intervals }: Pick<GeneralDocument, 'intervals'>,
  { env, given }: SettingsContext['config'],
): { readonly everyMs: number; readonly variable: string | null } {
  const { everyMs, variable } = intervalOf(env, source);
  if (given.has(variable)) return { everyMs, variable };
  const chosen = intervals[id];
  return { everyMs: chosen === undefined ? everyMs : chosen * second, variable: null };
}
