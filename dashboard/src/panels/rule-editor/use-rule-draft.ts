import type { Rule, RuleSpec } from '@smartops/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Faults, faultsOf } from './check.ts';
import { isSame, type RuleForm, toForm, toSpec } from './form.ts';
import { usualName } from './start.ts';
import { useSaving } from './use-saving.ts';

export type RuleDraft = ReturnType<typeof useRuleDraft>;

/**
 * A rule that is being written: what it was when it was opened, what is written now, and the way to the server. `rule` is
 * as the server has it now; where somebody else saves meanwhile, it is taken over or, over a draft, a conflict.
 */
export function useRuleDraft(start: RuleForm, rule: Rule | undefined) {
  const [form, setForm] = useState(start);
  const [base, setBase] = useState(rule);
  const [attempted, setAttempted] = useState(false);
  const saving = useSaving();
  const spec = useMemo(() => specOf(form), [form]);
  const own = useMemo(() => faultsOf(spec), [spec]);
  const isWhole = Object.keys(own).length === 0;
  const valid = useRef<RuleSpec>(undefined);
  if (isWhole) valid.current = spec;
  const isChanged = base ? !isSame(spec, base.spec) : form !== start;
  const theirs = base && rule && rule.version > base.version ? rule : undefined;

  function adopt(next: Rule) {
    setBase(next);
    setForm(toForm(next.spec));
    setAttempted(false);
    saving.forget();
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is taken over is theirs, once.
  useEffect(() => {
    if (theirs && !isChanged) adopt(theirs);
  }, [theirs, isChanged]);

  return {
    ...{ form, spec, base, isChanged, theirs },
    ...{ busy: saving.busy, failure: saving.failure, saved: saving.saved, closeSaved: saving.closeSaved },
    /** The last draft that could be saved; undefined before the first. */
    valid: valid.current,
    faults: { ...shownOf(own, form, attempted), ...saving.faults },
    /** The rule as it is saved; undefined where it was not. */
    async save(): Promise<Rule | undefined> {
      setAttempted(true);
      const saved = isWhole ? await saving.send(spec, base) : undefined;
      if (saved) adopt(saved);
      return saved;
    },
    set(more: Partial<RuleForm>) {
      setForm((now) => ({ ...now, ...more }));
      saving.forget();
      saving.closeSaved();
    },
    discard() {
      if (base) adopt(base);
      else setForm(start);
      saving.forget();
    },
    /** Forgets the draft for what somebody else has saved. */
    takeTheirs: () => theirs && adopt(theirs),
    /** The draft is to become the version after theirs. */
    keepMine() {
      if (theirs) setBase(theirs);
      saving.forget();
    },
    /** After it was deleted: the draft becomes a rule of its own. */
    detach() {
      setBase(undefined);
      saving.forget();
    },
  };
}

function specOf(form: RuleForm): RuleSpec {
  const spec = toSpec(form);
  return spec.name === '' ? { ...spec, name: usualName(form) } : spec;
}

/** A field that is still empty is no fault before somebody wants to save. */
function shownOf(faults: Faults, form: RuleForm, attempted: boolean): Faults {
  if (attempted) return faults;
  const texts: Readonly<Record<string, string>> = {
    name: form.name,
    'condition.metric': form.metric,
    'condition.value': form.value,
    'condition.percent': form.percent,
  };
  return Object.fromEntries(Object.entries(faults).filter(([path]) => texts[path] !== ''));
}
