import type { RuleVersion } from '@smartops/contract';
import { Fragment } from 'react';
import { ruleAddress } from '../../facts/rule-address.ts';
import { type RuleChange, ruleChanges } from '../../facts/rule-changes.ts';
import { ruleWords } from '../../facts/rule-words.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { restoreRule } from '../../live/act-on-rules.ts';
import { useCall } from '../../live/call.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import { useAct } from '../../ui/use-act.ts';
import { NotRead } from '../call-notes.tsx';
import { viewersOnly } from './rule-items.tsx';

interface HistoryDialogProps {
  id: string;
  mayChange: boolean;
  onClose: () => void;
}

/** Every version of a rule, newest first, with what each changed and the way back to it. */
export function HistoryDialog({ id, mayChange, onClose }: HistoryDialogProps) {
  const { data, error, mutate } = useCall('getRuleHistory', { id });
  const [newest] = data?.versions ?? [];
  return (
    <Dialog
      title={newest ? `History of “${newest.spec.name}”` : 'History'}
      note={data?.deleted ? 'Deleted; restoring a version brings it back' : newest && ruleWords(newest.spec)}
      onClose={onClose}
      foot={
        <>
          <span className="flex-1">
            {mayChange ? 'Restoring makes a new version; none is lost' : viewersOnly}
          </span>
          {data && !data.deleted && (
            <PageLink className="btn" href={ruleAddress(id)}>
              Open rule
            </PageLink>
          )}
        </>
      }
    >
      {!data && !error && <SkeletonRows rows={4} tall />}
      {!data && error && <NotRead error={error} retry={() => void mutate()} />}
      <ol className="rl-versions">
        {data?.versions.map((version, at) => (
          <Version
            key={version.version}
            version={version}
            before={data.versions[at + 1]}
            restore={{ id, mayChange, newest: data.deleted ? undefined : newest?.version }}
          />
        ))}
      </ol>
    </Dialog>
  );
}

interface VersionProps {
  version: RuleVersion;
  before: RuleVersion | undefined;
  /** `newest` is undefined for a rule that was deleted: any version brings it back. */
  restore: { id: string; mayChange: boolean; newest: number | undefined };
}

function Version({ version: { version, spec, at, by }, before, restore }: VersionProps) {
  const now = useNow(60_000);
  const { id, mayChange, newest } = restore;
  const moment = Date.parse(at);
  const act = useAct(() => restoreRule({ id, version, name: spec.name }, newest));
  return (
    <li>
      <div className="rl-version">
        <span className="font-medium">Version {version}</span>
        <span className="text-fg-2" title={formatExact(moment)}>
          {by}, {formatMoment(moment, now)}
        </span>
        <span className="flex-1" />
        {version === newest ? (
          <span className="tag">current</span>
        ) : (
          mayChange && (
            <BusyButton type="button" busy={act.busy} onClick={() => act.act()}>
              Restore
              <span className="sr-only"> version {version}</span>
            </BusyButton>
          )
        )}
      </div>
      <Differences changes={before && ruleChanges(before.spec, spec)} first={ruleWords(spec)} />
    </li>
  );
}

interface DifferencesProps {
  /** Undefined for the first version. */
  changes: readonly RuleChange[] | undefined;
  first: string;
}

function Differences({ changes, first }: DifferencesProps) {
  if (!changes) return <p className="text-fg-2">Made: {first}</p>;
  if (changes.length === 0) return <p className="text-fg-3">Saved without a change</p>;
  return (
    <dl className="rl-diff">
      {changes.map(({ part, before, after }) => (
        <Fragment key={part}>
          <dt>{part}</dt>
          <dd>
            {before && <del>{before}</del>}
            {before && after && ' '}
            {after && <ins>{after}</ins>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
