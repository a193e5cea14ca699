import type { Rule, RuleSpec } from '@smartops/contract';
import { useEffect, useMemo, useRef, useState } from 'react';
import { call, know } from '../../live/call.ts';
import { CallError } from '../../live/exchange.ts';
import { reload } from '../../live/reload.ts';
import { type Faults, faultsOf, fromServer } from './check.ts';
import { isSame, type RuleForm, toForm, toSpec } from './form.ts';
import { usualName } from './start.ts';

/** A field that is still empty is no fault before somebody wants to save. */
const emptyAtFirst = ['name', 'condition.metric', 'condition.value', 'condition.percent'];

export type RuleDraft = ReturnType<typeof useRuleDraft>;

/**
 * A rule that is being written: what it was when it was opened, what is written now, and the way to the server. `rule` is
 * as the server has it now; where somebody else saves meanwhile, it is taken over or, over a draft, a conflict.
 */
export function useRuleDraft(start: RuleForm, rule: Rule | undefined) {
  const [form, setForm] = useState(start);
  const [origin, setOrigin] = useState(start);
  const [base, setBase] = useState(rule);
  const [attempted, setAttempted] = useState(false);
  const [server, setServer] = useState<Faults>({});
  const [failure, setFailure] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<Rule>();

  const spec = useMemo(() => specOf(form), [form]);
  const own = useMemo(() => faultsOf(spec), [spec]);
  const isWhole = Object.keys(own).length === 0;
  const valid = useRef<RuleSpec>(undefined);
  if (isWhole) valid.current = spec;
  const isChanged = base ? !isSame(spec, base.spec) : form !== origin;
  const theirs = base && rule && rule.version > base.version ? rule : undefined;

  function adopt(next: Rule) {
    setBase(next);
    setForm(toForm(next.spec));
    setServer({});
    setFailure(undefined);
    setAttempted(false);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is taken over is theirs, once.
  useEffect(() => {
    if (theirs && !isChanged) adopt(theirs);
  }, [theirs, isChanged]);

  async function send() {
    const reply = base
      ? await call('updateRule', { id: base.id, version: base.version, spec })
      : await call('createRule', { spec });
    know('getRule', { id: reply.rule.id }, reply);
    adopt(reply.rule);
    setSaved(reply.rule);
    void reload('getRuleHistory', 'getRuleChoices');
    return reply.rule;
  }
  /** The rule as it is saved; undefined where it was not. */
  async function save(): Promise<Rule | undefined> {
    setAttempted(true);
    if (busy || !isWhole) return undefined;
    setBusy(true);
    setFailure(undefined);
    setServer({});
    try {
      return await send();
    } catch (error) {
      const { fields, status } = error instanceof CallError ? error : { fields: {}, status: undefined };
      if (Object.keys(fields).length > 0) setServer(fromServer(fields));
      else setFailure(error instanceof Error ? error.message : String(error));
      if (status === 409 || status === 404) await reload('getRule');
      return undefined;
    } finally {
      setBusy(false);
    }
  }

  return {
    ...{ form, spec, base, isChanged, isWhole, busy, failure, saved, save, theirs },
    /** The last draft that could be saved; undefined before the first. */
    valid: valid.current,
    faults: { ...shownOf(own, form, attempted), ...server },
    set(more: Partial<RuleForm>) {
      setForm((now) => ({ ...now, ...more }));
      setServer({});
      setSaved(undefined);
    },
    discard() {
      if (base) adopt(base);
      else setForm(origin);
      setFailure(undefined);
    },
    /** Before anybody has written: what a new rule begins with. */
    begin(next: RuleForm) {
      setForm(next);
      setOrigin(next);
    },
    /** Forgets the draft for what somebody else has saved. */
    takeTheirs: () => theirs && adopt(theirs),
    /** The draft is to become the version after theirs. */
    keepMine() {
      if (theirs) setBase(theirs);
      setFailure(undefined);
    },
    /** After it was deleted: the draft becomes a rule of its own. */
    detach() {
      setBase(undefined);
      setFailure(undefined);
    },
    closeSaved: () => setSaved(undefined),
  };
}

function specOf(form: RuleForm): RuleSpec {
  const spec = toSpec(form);
  return spec.name === '' ? { ...spec, name: usualName(form) } : spec;
}

function shownOf(faults: Faults, form: RuleForm, attempted: boolean): Faults {
  if (attempted) return faults;
  const empty = { name: '', 'condition.metric': form.metric, 'condition.value': form.value };
  const isEmpty = (path: string) => Object.entries(empty).some(([at, text]) => at === path && text === '');
  return Object.fromEntries(
    Object.entries(faults).filter(([path]) => !(emptyAtFirst.includes(path) && isEmpty(path))),
  );
}
