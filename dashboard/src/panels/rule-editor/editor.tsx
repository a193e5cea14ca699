import type { MetricChoice, Rule, RuleSpec } from '@smartops/contract';
import { Copy, History, Siren, Trash2 } from 'lucide-react';
import { lazy, Suspense, useCallback, useState } from 'react';
import { alertsOfRule, copyAddress, rulesPath } from '../../facts/rule-address.ts';
import { reloadRules } from '../../live/act-on-rules.ts';
import { call, useCall } from '../../live/call.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { toText } from './amount.ts';
import { ConflictBanner, SavedBanner } from './banners.tsx';
import { EditContext } from './edit.ts';
import { EditorHead, type View } from './editor-head.tsx';
import { Evidence } from './evidence.tsx';
import { type RuleForm, toForm } from './form.ts';
import { GoneBanner } from './gone.tsx';
import { NamePart, RestParts } from './rest-part.tsx';
import { ToldPart } from './told-part.tsx';
import { useEvidence } from './use-evidence.ts';
import { useLeaveGuard } from './use-leave-guard.ts';
import { useRuleDraft } from './use-rule-draft.ts';
import { useSaveKey } from './use-save-key.ts';
import { WhatPart } from './what-part.tsx';
import { WhenPart } from './when-part.tsx';

const YamlView = lazy(() => import('./yaml-view.tsx').then(({ YamlView }) => ({ default: YamlView })));

interface EditorProps {
  start: RuleForm;
  /** As the server has it now; undefined for a new one. */
  rule: Rule | undefined;
  metrics: readonly MetricChoice[];
  /** Whether it was deleted since it was opened. */
  isGone: boolean;
  mayWrite: boolean;
  onCreated: (rule: Rule) => void;
}

/** A rule that is written: the form at the left, at the right what it would have done. */
export function Editor({ start, rule, metrics, isGone, mayWrite, onCreated }: EditorProps) {
  const draft = useRuleDraft(start, rule);
  const { form, valid, base, isChanged, faults, theirs, saved, set } = draft;
  const [view, setView] = useState<View>('rule');
  const [yamlFaults, setYamlFaults] = useState(0);
  const [isDeleting, setDeleting] = useState(false);
  const guard = useLeaveGuard(isChanged && mayWrite);
  const evidence = useEvidence(valid, base?.id);
  const scoped = useCall(
    'getRuleChoices',
    form.kind !== 'state' && form.metric ? { metric: form.metric } : {},
  );
  const choices = scoped.data?.choices && { ...scoped.data.choices, metrics: [...metrics] };
  const isLocked = !mayWrite;
  const limitBy = base?.locked ?? null;
  const onFaults = useCallback((count: number) => setYamlFaults(count), []);

  async function save() {
    if (!mayWrite || yamlFaults > 0) return;
    const isNew = !base;
    const done = await draft.save();
    if (done && isNew) onCreated(done);
    if (!done) queueMicrotask(focusFault);
  }
  useSaveKey(() => void save());

  const onLimit = (value: number) => {
    const condition = valid?.condition;
    if (condition?.kind === 'threshold') set(withLimit(form, value, { condition, unit: evidence.unit }));
  };
  return (
    <EditContext.Provider
      value={{
        form,
        set,
        isLocked,
        limitBy,
        choices,
        matches: evidence.matches,
        fault: (path) => faults[path],
      }}
    >
      <div className="re">
        {saved && !isChanged && <SavedBanner saved={saved} onClose={draft.closeSaved} />}
        {base && theirs && isChanged && <ConflictBanner {...{ draft, base, theirs }} />}
        {base && isGone && <GoneBanner id={base.id} onDetach={draft.detach} />}
        <EditorHead
          {...{ draft, view, mayWrite, yamlFaults }}
          menu={menuOf(base, mayWrite, () => setDeleting(true))}
          onView={setView}
          onSave={() => void save()}
        />
        <div className="re-cols" id="rule-view" role="tabpanel" aria-label="Rule">
          {view === 'yaml' ? (
            <div className="re-form">
              <Suspense
                fallback={
                  <Sheet label="YAML">
                    <SkeletonRows rows={12} />
                  </Sheet>
                }
              >
                <YamlView
                  {...{ id: base?.id, spec: draft.spec, isLocked, onFaults }}
                  onRule={(next) => set({ ...toForm(next) })}
                />
              </Suspense>
            </div>
          ) : (
            <form
              aria-label="Rule"
              className="sheet re-form"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void save();
              }}
            >
              <NamePart />
              <WhatPart />
              <WhenPart />
              <RestParts />
              <ToldPart spec={draft.spec} source={evidence.matches?.series[0]?.connectionId} />
            </form>
          )}
          <Evidence {...{ evidence, base, onLimit }} isLocked={isLocked || limitBy !== null} />
        </div>
      </div>
      {isDeleting && base && <DeleteDialog rule={base} onClose={() => setDeleting(false)} />}
      {guard.isAsking && <LeaveDialog isNew={!base} onStay={guard.stay} onLeave={guard.go} />}
    </EditContext.Provider>
  );
}

type Threshold = Extract<RuleSpec['condition'], { kind: 'threshold' }>;

/** Another limit; the value that clears keeps its distance, as it does when a limit is suggested. */
function withLimit(
  { clearValue }: RuleForm,
  value: number,
  { condition, unit }: { readonly condition: Threshold; readonly unit: string },
): Partial<RuleForm> {
  const { clear } = condition;
  const moves = clear.value !== null && clearValue !== '';
  const next = (clear.value ?? 0) + value - condition.value;
  return {
    value: toText(value, unit),
    ...(moves && { clearValue: toText(Number(next.toPrecision(6)), unit) }),
  };
}

function menuOf(base: Rule | undefined, mayWrite: boolean, onDelete: () => void): readonly MenuItem[] {
  if (!base) return [];
  const { id } = base;
  return [
    ...(mayWrite ? [{ label: 'Duplicate', icon: <Copy aria-hidden />, to: copyAddress(id) }] : []),
    { label: 'Its alerts', icon: <Siren aria-hidden />, to: alertsOfRule(id) },
    {
      label: 'History…',
      icon: <History aria-hidden />,
      to: `${rulesPath}?${new URLSearchParams({ history: id })}`,
    },
    ...(mayWrite && base.locked === null
      ? [{ label: 'Delete…', icon: <Trash2 aria-hidden />, apart: true, run: onDelete }]
      : []),
  ];
}

/** The first field that is wrong takes the keyboard. */
function focusFault() {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.re [aria-invalid=true]')?.focus());
}

function DeleteDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  return (
    <Confirm
      title={`Delete “${rule.spec.name}”?`}
      act="Delete rule"
      run={async () => {
        await call('deleteRule', { id: rule.id });
        await reloadRules();
      }}
      onClose={onClose}
    >
      <p>
        {rule.firing > 0
          ? `Its ${rule.firing} firing ${rule.firing === 1 ? 'alert ends' : 'alerts end'} at once. `
          : 'No alert fires by it now. '}
        All versions are kept, and it can be restored from here.
      </p>
    </Confirm>
  );
}

interface LeaveDialogProps {
  isNew: boolean;
  onStay: () => void;
  onLeave: () => void;
}

function LeaveDialog({ isNew, onStay, onLeave }: LeaveDialogProps) {
  return (
    <Dialog
      title="Leave without saving?"
      size="small"
      onClose={onStay}
      foot={
        <>
          <span className="flex-1" />
          <button type="button" className="btn" onClick={onStay}>
            Stay
          </button>
          <button type="button" className="btn danger-solid" onClick={onLeave}>
            Leave
          </button>
        </>
      }
    >
      <p className="p-4">
        {isNew
          ? 'The new rule is not saved and would be lost.'
          : 'What you changed is not saved and would be lost.'}
      </p>
    </Dialog>
  );
}
