import type { DeployRuleSet } from '@smartops/contract';
import { useEffect } from 'react';
import { parseTime } from '../../format/age.ts';
import { plural } from '../../format/number.ts';
import { useCall, useMe } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { Age } from '../../ui/age.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';
import { Editor } from './editor.tsx';

const lookAgainMs = 1_000;

/** Which workflow runs are deployments, and where they go. Changing it is an administrator's. */
export function DeployRules() {
  const me = useMe();
  const { data, error, mutate } = useCall('getDeployRules', {});
  const settled = data?.settled ?? true;
  useEffect(() => {
    if (settled) return;
    const timer = setInterval(() => void mutate(), lookAgainMs);
    return () => {
      clearInterval(timer);
      // What was counted before is another now.
      void reload('previewDeployRules', 'listEnvironments', 'getInsight');
    };
  }, [settled, mutate]);
  if (!me || !data)
    return (
      <Sheet label="What counts as a deployment">
        <Head line title="What counts as a deployment" />
        {error ? <NotRead error={error} retry={() => void mutate()} /> : <SkeletonRows rows={4} tall />}
      </Sheet>
    );
  return (
    <Sheet label="What counts as a deployment">
      <Head line title="What counts as a deployment" note={<SavedNote set={data} />} />
      <Explained set={data} admin={me.role === 'admin'} />
      <Editor key={data.version} set={data} role={me.role} />
    </Sheet>
  );
}

function SavedNote({ set: { rules, savedAt, savedBy, settled } }: { set: DeployRuleSet }) {
  if (!settled) return 'bringing what is stored in line…';
  if (savedAt === null) return 'the default decides';
  return (
    <>
      {rules.length === 0 ? 'the default decides' : plural(rules.length, 'rule')}, saved by {savedBy}{' '}
      <Age at={parseTime(savedAt)} />
    </>
  );
}

/** How it is decided, with the words of this installation. */
function Explained({ set: { defaults, ownDeployments }, admin }: { set: DeployRuleSet; admin: boolean }) {
  return (
    <div className="grid max-w-[88ch] gap-1.5 px-4 py-3 text-fg-2 max-tab:px-3">
      <p>
        The first rule that fits a run in all three decides what it is. <span className="mono">*</span> stands
        for any text, <span className="mono">?</span> for one character.
      </p>
      {defaults.map(({ title, words }) => (
        <p key={title}>
          Where none fits, a run{defaults.length > 1 && ` of ${title}`} deploys when its workflow’s name or
          file has {words.length > 1 && 'one of '}
          <Names of={words} />; its names, else its branch, say where to.
        </p>
      ))}
      {ownDeployments.length > 0 && (
        <p>
          Repositories that use GitHub Deployments keep those, and no rule reaches their runs:{' '}
          <Names of={ownDeployments} />.
        </p>
      )}
      {!admin && <p>Only an administrator changes these rules.</p>}
    </div>
  );
}

const mostNames = 8;

function Names({ of }: { of: readonly string[] }) {
  const more = of.length - mostNames;
  return (
    <>
      {of.slice(0, mostNames).map((name, i) => (
        <span key={name}>
          {i > 0 && ', '}
          <span className="mono">{name}</span>
        </span>
      ))}
      {more > 0 && ` and ${more} more`}
    </>
  );
}
