import type { RuleSpec } from '@smartops/contract';
import { plural } from '../../format/number.ts';
import { formatMoment } from '../../format/time.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { changesOf } from './changes.ts';
import { Sentence } from './sentence.tsx';
import type { RuleDraft } from './use-rule-draft.ts';

export const views = ['rule', 'yaml'] as const;
export type View = (typeof views)[number];

interface EditorHeadProps {
  draft: RuleDraft;
  view: View;
  mayWrite: boolean;
  /** Why the text of the YAML keeps one from saving. */
  yamlFaults: number;
  menu: readonly MenuItem[];
  onView: (view: View) => void;
  onSave: () => void;
}

const mostChanges = 4;

/** The rule in one sentence, how it stands, and what can be done with it. */
export function EditorHead({ draft, view, mayWrite, yamlFaults, menu, onView, onSave }: EditorHeadProps) {
  const { base, spec, isChanged, busy, faults, failure, discard } = draft;
  const wrong = Object.keys(faults).length;
  const canSave = isChanged || !base;
  return (
    <section className="sheet" aria-label="Rule in words">
      <div className="re-tabs">
        <Tabs
          label="How it is shown"
          options={views}
          words={{ rule: 'Rule', yaml: 'YAML' }}
          value={view}
          controls="rule-view"
          onChange={onView}
        />
        {menu.length > 0 && <Menu label="More about this rule" items={menu} />}
      </div>
      <div className="re-head">
        <div className="min-w-0 flex-1">
          {'metric' in spec.condition && spec.condition.metric === '' ? (
            <p className="re-sentence">Choose what it reads, and it says here what it does.</p>
          ) : (
            <Sentence spec={spec} contradiction={contradictionIn(faults)} />
          )}
          <p className="re-meta">
            <Standing draft={draft} />
          </p>
        </div>
        {mayWrite && (
          <div className="re-acts">
            <button type="button" className="btn md" disabled={!isChanged || busy} onClick={discard}>
              Discard
            </button>
            <BusyButton
              type="button"
              busy={busy}
              look="md ink"
              disabled={!canSave || yamlFaults > 0}
              title="Ctrl+S"
              onClick={onSave}
            >
              {base ? 'Save rule' : 'Create rule'}
            </BusyButton>
          </div>
        )}
      </div>
      {(wrong > 0 || yamlFaults > 0 || failure) && (
        <div className="foot re-wrong" role="alert">
          <Glyph look="critical" />
          <span>
            {failure ?? (yamlFaults > 0 ? yamlWords(yamlFaults) : faultWords(Object.entries(faults)))}
          </span>
        </div>
      )}
      {!mayWrite && (
        <div className="foot">
          Viewers read rules and try them on what is stored. To change one, ask an operator or an
          administrator.
        </div>
      )}
    </section>
  );
}

const yamlWords = (count: number) =>
  `${plural(count, 'fault')} in the YAML. The preview shows the last valid draft.`;

/** What no field of the form says is said here. */
const shown =
  /^(name|runbook|labels\..*|condition\.(value|critical|forMs|metric|percent|windowMs|atLeast\..*|clear\..*))$/;

function faultWords(faults: readonly (readonly [string, string])[]): string {
  const elsewhere = faults.filter(([path]) => !shown.test(path)).map(([path, words]) => `${path}: ${words}.`);
  return [
    `${plural(faults.length, 'field')} to correct. The preview shows the last valid draft.`,
    ...elsewhere,
  ].join(' ');
}

const contradictionIn = (faults: Readonly<Record<string, string>>) =>
  faults['condition.clear.value'] && 'It would end while it is still wrong';

function Standing({ draft: { base, spec, isChanged } }: { draft: RuleDraft }) {
  const now = useNow(60_000);
  if (!base) return <>A new rule, not saved. It changes nothing before it is.</>;
  const saved = `Version ${base.version} by ${base.updatedBy}, ${formatMoment(Date.parse(base.updatedAt), now)}`;
  if (!isChanged)
    return (
      <>
        {saved}
        {base.firing > 0 && ` · ${plural(base.firing, 'alert fires', 'alerts fire')} by it`}
        {base.problem && ` · ${base.problem}`}
      </>
    );
  return (
    <>
      Not saved: <span className="text-fg-2">{changeWords(base.spec, spec)}</span>. {saved}
    </>
  );
}

function changeWords(before: RuleSpec, after: RuleSpec): string {
  const all = changesOf(before, after);
  const words = all
    .slice(0, mostChanges)
    .map((one) => `${one.part} ${one.before || '—'} → ${one.after || '—'}`);
  return [...words, ...(all.length > mostChanges ? [`${all.length - mostChanges} more`] : [])].join(', ');
}
