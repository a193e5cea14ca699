import { rulesPath } from '../../facts/rule-address.ts';
import { ruleWords } from '../../facts/rule-words.ts';
import { formatMoment } from '../../format/time.ts';
import { reloadRules } from '../../live/act-on-rules.ts';
import { call, know, useCall } from '../../live/call.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useAct } from '../../ui/use-act.ts';

/** Brings a deleted rule back as it was last. */
async function restore(id: string, version: number): Promise<void> {
  const reply = await call('restoreRule', { id, version });
  know('getRule', { id }, reply);
  await reloadRules();
}

/** In place of a rule that is not there: whether it ever was, who took it away, and the way back. */
export function GoneRule({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const { data, error } = useCall('getRuleHistory', { id });
  const deleted = useCall('listDeletedRules', {}).data?.rules.find((one) => one.id === id);
  const now = useNow(60_000);
  const [last] = data?.versions ?? [];
  const { busy, failure, act } = useAct(() => restore(id, last?.version ?? 1));
  if (!data && !error)
    return (
      <Sheet label="Rule">
        <SkeletonRows rows={3} />
      </Sheet>
    );
  return (
    <Sheet label="Rule">
      <div className="empty">
        {data && last ? (
          <>
            <h3>“{last.spec.name}” was deleted</h3>
            <p>
              {deleted && `By ${deleted.by}, ${formatMoment(Date.parse(deleted.at), now)}. `}
              It was: {ruleWords(last.spec)}. Its alerts have ended;{' '}
              {last.version === 1 ? 'it is kept as it was.' : `all its ${last.version} versions are kept.`}
            </p>
            {failure && (
              <p className="err" role="alert">
                {failure}
              </p>
            )}
            <span className="flex flex-wrap gap-2">
              {mayWrite && (
                <BusyButton type="button" busy={busy} look="md ink" onClick={act}>
                  Restore this rule
                </BusyButton>
              )}
              <PageLink className="btn md" href={rulesPath}>
                All rules
              </PageLink>
            </span>
          </>
        ) : (
          <>
            <h3>There is no such rule</h3>
            <p>
              Nothing is known by <span className="mono">{id}</span>: {error?.message}
            </p>
            <PageLink className="btn" href={rulesPath}>
              All rules
            </PageLink>
          </>
        )}
      </div>
    </Sheet>
  );
}

interface GoneBannerProps {
  id: string;
  onDetach: () => void;
}

/** Over a draft of a rule that somebody deleted meanwhile. */
export function GoneBanner({ id, onDetach }: GoneBannerProps) {
  const last = useCall('getRuleHistory', { id }).data?.versions[0];
  const { busy, failure, act } = useAct(() => restore(id, last?.version ?? 1));
  return (
    <section className="sheet" aria-label="Deleted meanwhile">
      <div className="notice re-banner" role="alert">
        <div className="notice-text">
          <p className="font-medium">Somebody deleted this rule meanwhile</p>
          <p className="text-fg-2">
            What you have written is kept here. Restore the rule, or save yours as a new one.
          </p>
          {failure && <p className="err">{failure}</p>}
        </div>
        <span className="flex flex-wrap gap-2">
          <BusyButton type="button" busy={busy} onClick={act}>
            Restore the rule
          </BusyButton>
          <button type="button" className="btn" onClick={onDetach}>
            Make mine a new rule
          </button>
        </span>
      </div>
    </section>
  );
}
