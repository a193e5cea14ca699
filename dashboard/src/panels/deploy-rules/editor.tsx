import type { DeployRuleSet, MemberRole } from '@smartops/contract';
import { Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { type DraftRule, isSame, toDraft, toRules, withMoved, withOneMore } from './draft.ts';
import { PreviewPart } from './preview.tsx';
import { RuleRow } from './rule-row.tsx';
import { usePreview } from './use-preview.ts';

interface EditorProps {
  set: DeployRuleSet;
  role: MemberRole;
}

const keep = async (version: number, rules: ReturnType<typeof toRules>) => {
  await call('saveDeployRules', { version, rules });
  await reload('getDeployRules', 'previewDeployRules');
};

/** The rules in their order, what they would change, and the way to save them. One version each. */
export function Editor({ set, role }: EditorProps) {
  const { version, rules, previous } = set;
  const [draft, setDraft] = useState<readonly DraftRule[]>(() => toDraft(rules));
  const locked = role !== 'admin';
  const preview = usePreview(draft, role !== 'viewer');
  const submit = useSubmit(() => keep(version, toRules(draft)));
  const undo = useAct(() => keep(version, previous?.rules ?? []));
  const { list, focusNext } = useFocus(draft);
  const changed = !isSame(draft, rules);

  const add = () => {
    const next = withOneMore(draft);
    focusNext(next.at(-1)?.key, 'input[name$=workflow]');
    setDraft(next);
  };
  const move = (index: number, by: -1 | 1) => {
    focusNext(draft[index]?.key, `[data-move="${by}"]`);
    setDraft(withMoved(draft, index, by));
  };
  const remove = (index: number) => {
    focusNext((draft[index + 1] ?? draft[index - 1])?.key, 'input');
    setDraft(draft.toSpliced(index, 1));
  };
  return (
    <form {...submit.form} aria-label="Rules">
      {draft.length === 0 ? (
        <NoRule locked={locked} />
      ) : (
        <ol className="rules" ref={list}>
          {draft.map((rule, index) => (
            <RuleRow
              key={rule.key}
              {...{ rule, index, locked, of: draft.length, decided: preview.decided.get(rule.key) }}
              errorOf={(field) =>
                submit.error(`rules.${index}.${field}`) ?? preview.errors.get(`${rule.key}.${field}`)
              }
              onChange={(next) => setDraft(draft.with(index, next))}
              onMove={(by) => move(index, by)}
              onRemove={() => remove(index)}
            />
          ))}
        </ol>
      )}
      {!locked && (
        <Bar
          {...{ changed, empty: draft.length === 0, saving: submit.busy, undoing: undo.busy }}
          onAdd={add}
          onDiscard={() => setDraft(toDraft(rules))}
          onUndo={previous ? () => undo.act() : undefined}
        />
      )}
      {(submit.failure ?? undo.failure) && <Failed text={submit.failure ?? undo.failure ?? ''} />}
      {role !== 'viewer' && <PreviewPart preview={preview} />}
    </form>
  );
}

interface BarProps {
  /** Whether anything is to be saved. */
  changed: boolean;
  empty: boolean;
  saving: boolean;
  undoing: boolean;
  onAdd: () => void;
  onDiscard: () => void;
  /** Puts the version before back; undefined where there is none. */
  onUndo: (() => void) | undefined;
}

function Bar({ changed, empty, saving, undoing, onAdd, onDiscard, onUndo }: BarProps) {
  return (
    <div className="rule-bar">
      <button type="button" className="btn" onClick={onAdd}>
        <Plus size={14} aria-hidden />
        {empty ? 'Add a rule' : 'Add another'}
      </button>
      <span className="flex-1" />
      {changed && (
        <button type="button" className="btn" onClick={onDiscard}>
          Discard
        </button>
      )}
      {!changed && onUndo && (
        <BusyButton type="button" busy={undoing} onClick={onUndo}>
          Undo the last save
        </BusyButton>
      )}
      {changed && (
        <BusyButton busy={saving} look="ink">
          Save rules
        </BusyButton>
      )}
    </div>
  );
}

/** Brings the keyboard to where it is needed once the rules have been drawn anew. */
function useFocus(draft: readonly DraftRule[]) {
  const list = useRef<HTMLOListElement>(null);
  const next = useRef<string>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked for is there when the draft is another.
  useEffect(() => {
    if (next.current) list.current?.querySelector<HTMLElement>(next.current)?.focus();
    next.current = undefined;
  }, [draft]);
  return {
    list,
    focusNext(key: number | undefined, selector: string): void {
      if (key !== undefined) next.current = `[data-rule="${key}"] ${selector}`;
    },
  };
}

function NoRule({ locked }: { locked: boolean }) {
  return (
    <div className="empty rule-none">
      <h3>No rule yet: the default decides</h3>
      <p>
        Write one where it is wrong: a workflow <span className="mono">ship.yml</span> that deploys under
        another name, a nightly <span className="mono">release-notes</span> that deploys nothing, tags that go
        to staging first.
        {!locked && ' What it would change is shown before you save.'}
      </p>
    </div>
  );
}

function Failed({ text }: { text: string }) {
  const isLate = text.includes('meanwhile');
  return (
    <div className="rule-bar" role="alert">
      <p className="err flex-1">{text}</p>
      {isLate && (
        <button type="button" className="btn" onClick={() => void reload('getDeployRules')}>
          Load theirs
        </button>
      )}
    </div>
  );
}
