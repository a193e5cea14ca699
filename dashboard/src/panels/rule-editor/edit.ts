import type { RuleChoices, RuleMatches } from '@smartops/contract';
import { createContext, useContext } from 'react';
import { blank, type RuleForm } from './form.ts';

/** What the fields of the form share. */
export interface Edit {
  readonly form: RuleForm;
  /** Who may not write reads. */
  readonly isLocked: boolean;
  /** The environment variable that sets the limit; null when people do. */
  readonly limitBy: string | null;
  readonly choices: RuleChoices | undefined;
  readonly matches: RuleMatches | undefined;
  /** What is wrong with a field, by its place in the spec. */
  fault(path: string): string | undefined;
  set(more: Partial<RuleForm>): void;
}

export const EditContext = createContext<Edit>({
  ...{ form: blank, isLocked: true, limitBy: null, choices: undefined, matches: undefined },
  fault: () => undefined,
  set: () => undefined,
});

export const useEdit = (): Edit => useContext(EditContext);
