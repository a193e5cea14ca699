import type { DeletedRule } from '@smartops/contract';
import { ruleWords } from '../../facts/rule-words.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { restoreRule } from '../../live/act-on-rules.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Menu } from '../../ui/menu.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import { useAct } from '../../ui/use-act.ts';
import { NotRead } from '../call-notes.tsx';
import { isWanted, type RuleFilter } from './filter.ts';
import { viewersOnly } from './rule-items.tsx';
import { useDeletedRules } from './use-rules.ts';

interface DeletedListProps {
  filter: RuleFilter;
  mayChange: boolean;
  onHistory: (id: string) => void;
}

/** The rules that somebody took away, the last one first. */
export function DeletedList({ filter, mayChange, onHistory }: DeletedListProps) {
  const { deleted, error, retry } = useDeletedRules(true);
  const shown = deleted?.filter((rule) => isWanted(rule, filter));
  if (!shown) return error ? <NotRead error={error} retry={retry} /> : <SkeletonRows rows={3} tall />;
  if (shown.length === 0)
    return (
      <div className="empty">
        <h3>{deleted?.length ? 'No deleted rule matches' : 'No rule was deleted'}</h3>
        <p>A deleted rule stays here with all its versions until it is restored.</p>
      </div>
    );
  return (
    <ul className="list" aria-label="Deleted rules">
      {shown.map((rule) => (
        <Row key={rule.id} rule={rule} mayChange={mayChange} onHistory={onHistory} />
      ))}
    </ul>
  );
}

type RowProps = Pick<DeletedListProps, 'mayChange' | 'onHistory'> & { rule: DeletedRule };

function Row({ rule: { id, version, spec, at, by }, mayChange, onHistory }: RowProps) {
  const now = useNow(60_000);
  const restore = useAct(() => restoreRule({ id, version, name: spec.name }));
  const moment = Date.parse(at);
  return (
    <li className="rl-gone">
      <div className="min-w-0">
        <div className="font-medium wrap-anywhere">{spec.name}</div>
        <div className="text-fg-2 wrap-anywhere">{ruleWords(spec)}</div>
        <div className="text-fg-3 text-xs" title={formatExact(moment)}>
          deleted by {by}, {formatMoment(moment, now)}
        </div>
      </div>
      <BusyButton
        type="button"
        busy={restore.busy}
        disabled={!mayChange}
        title={mayChange ? undefined : viewersOnly}
        onClick={() => restore.act()}
      >
        Restore
      </BusyButton>
      <Menu label={`${spec.name}: menu`} items={[{ label: 'History…', run: () => onHistory(id) }]} />
    </li>
  );
}
