import { mutate } from 'swr';
import type { CallName } from './paths.ts';

/** Asks a call again wherever its reply is shown. */
export const reload = (...names: readonly (CallName | 'passkeys')[]) =>
  mutate((key) => Array.isArray(key) && names.includes(key[0]));
