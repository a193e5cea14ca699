import type { Rule } from '@smartops/contract';
import { useRef, useState } from 'react';
import { askedOf, type RuleAsked, type RuleStart } from '../../facts/rule-address.ts';
import { useCall, useMe } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import { useFreshness } from '../../live/use-freshness.ts';
import { useTopic } from '../../live/use-live.ts';
import { setUrl, useQuery } from '../../state/url-state.ts';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';
import { Editor } from './editor.tsx';
import { toForm } from './form.ts';
import { GoneRule } from './gone.tsx';
import { startForm } from './start.ts';

/** The rule that the address asks for, a copy of one, or a new one. */
export function RuleEditor() {
  const query = useQuery();
  // A new rule that was saved has an address of its own from then on; what stands on the screen stays.
  const [created, setCreated] = useState<{ id: string; key: string }>();
  if (query === undefined) return <Loading />;
  const asked = askedOf(query);
  const own = keyOf(asked);
  const isCreated = created !== undefined && 'rule' in asked && asked.rule === created.id;
  const onCreated = ({ id }: Rule) => {
    setCreated({ id, key: own });
    setUrl({ ...Object.fromEntries(startNames.map((name) => [name, undefined])), rule: id }, 'replace');
  };
  const key = isCreated ? created.key : own;
  return <Opened key={key} asked={asked} onCreated={onCreated} />;
}

const startNames = ['from', 'new', 'metric', 'kind', 'resource', 'connection', 'side', 'value'];

function keyOf(asked: RuleAsked): string {
  if ('rule' in asked) return `rule ${asked.rule}`;
  return 'from' in asked ? `from ${asked.from}` : `new ${JSON.stringify(asked.start)}`;
}

interface OpenedProps {
  asked: RuleAsked;
  onCreated: (rule: Rule) => void;
}

function Opened({ asked, onCreated }: OpenedProps) {
  const me = useMe();
  const id = 'rule' in asked ? asked.rule : undefined;
  const from = 'from' in asked ? asked.from : undefined;
  const source = id ?? from;
  const found = useCall('getRule', source === undefined ? undefined : { id: source });
  const all = useCall('getRuleChoices', {});
  // Somebody, wherever, has changed a rule.
  useFreshness(found.mutate, [useTopic('rules')]);
  const opened = useRef<ReturnType<typeof toForm>>(undefined);
  const mayWrite = me !== undefined && me.role !== 'viewer';

  const error = found.error ?? (all.data ? undefined : all.error);
  const isMissing = found.error?.status === 404;
  if (isMissing && source !== undefined && !opened.current)
    return <GoneRule id={source} mayWrite={mayWrite} />;
  if (error && !isMissing && !opened.current)
    return <Unread error={error} retry={() => void Promise.all([found.mutate(), all.mutate()])} />;
  const rule = found.data?.rule;
  const metrics = all.data?.choices.metrics;
  if (!opened.current) {
    if (!me || !metrics || (source !== undefined && !rule)) return <Loading />;
    opened.current = rule ? (from ? copyOf(rule) : toForm(rule.spec)) : startForm(startOf(asked), metrics);
  }
  return (
    <Editor
      start={opened.current}
      rule={id === undefined ? undefined : rule}
      metrics={metrics ?? []}
      isGone={isMissing && id !== undefined}
      {...{ mayWrite, onCreated }}
    />
  );
}

const startOf = (asked: RuleAsked): RuleStart => ('start' in asked ? asked.start : { new: 'threshold' });

const copyOf = ({ spec }: Rule) => toForm({ ...spec, name: `${spec.name}, copy`.slice(0, 120) });

function Loading() {
  return (
    <div className="re">
      <Sheet label="Rule">
        <SkeletonRows rows={3} tall />
      </Sheet>
      <div className="re-cols">
        <Sheet label="Rule">
          <SkeletonRows rows={14} />
        </Sheet>
        <Sheet label="Preview">
          <SkeletonRows rows={12} />
        </Sheet>
      </div>
    </div>
  );
}

function Unread({ error, retry }: { error: CallError; retry: () => void }) {
  return (
    <Sheet label="Rule">
      <NotRead error={error} retry={retry} />
    </Sheet>
  );
}
