import type { Alert } from '@smartops/contract';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { mayAct } from '../../facts/action-kinds.ts';
import { useMe } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { openModal } from '../../state/modal.ts';
import { useRange } from '../../state/range.ts';
import { setUrl, useUrl } from '../../state/url-state.ts';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { NotRead } from '../call-notes.tsx';
import { type AlertFilter, fields, filterInput, isFiltered, useAlertFilter } from './filter.ts';
import { Filters, TabBar } from './filters.tsx';
import { NoAlerts } from './no-alerts.tsx';
import { alertsIn, stepFrom, toRows } from './rows.ts';
import { useAlertKeys } from './use-alert-keys.ts';
import { useAlertPages } from './use-alert-pages.ts';
import { usePicked } from './use-picked.ts';

const Pane = lazy(async () => ({ default: (await import('./pane.tsx')).Pane }));
const AlertTable = lazy(async () => ({ default: (await import('./alert-table.tsx')).AlertTable }));
const BulkBar = lazy(async () => ({ default: (await import('./bulk-bar.tsx')).BulkBar }));
const KeyHelp = lazy(async () => ({ default: (await import('./alert-keys-help.tsx')).AlertKeysHelp }));
const pageSize = 200;
const resolvedSize = 25;

/** Everything that fires and what is over, to be worked through. */
export function AlertList() {
  const me = useMe();
  const [tab] = useUrl(fields.tab);
  const [group] = useUrl(fields.group);
  const [open] = useUrl(fields.alert);
  const { filter, change, clear } = useAlertFilter();
  const { firing, over, input } = useLists(filter);
  const incidents = useTopic('incidents');
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [marked, setMarked] = useState<string>();
  const [help, setHelp] = useState(false);
  const known = useMemo(
    () => [...(firing.alerts ?? []), ...(over.alerts ?? [])],
    [firing.alerts, over.alerts],
  );
  const rows = useMemo(
    () => toRows(known, { incidents: incidents ?? [], grouped: group === 'incident', folded }),
    [known, incidents, group, folded],
  );
  const listed = useMemo(() => alertsIn(rows), [rows]);
  const { picked, ids, toggle, pickAll, clear: clearPicked } = usePicked(listed);
  const current = open ?? marked;
  const onOpen = useCallback((alert: Alert) => {
    setMarked(alert.id);
    show(alert.id);
  }, []);
  const onFold = useCallback((id: string) => setFolded((before) => toggled(before, id)), []);
  const step = (by: 1 | -1) => {
    const next = stepFrom(listed, current, by);
    setMarked(next);
    if (open) setUrl({ [fields.alert.name]: next }, 'replace');
  };
  const mayDo = mayAct(me);
  useAlertKeys({
    ...{ listed, picked, current, step, show, toggle, mayDo, me: me?.name ?? '' },
    clear: () => (picked.length > 0 ? clearPicked() : setUrl({ [fields.alert.name]: undefined }, 'replace')),
    help: () => setHelp(true),
  });
  const isKnown = firing.alerts !== undefined || over.alerts !== undefined;
  const error = firing.error ?? over.error;
  const counts = firing.counts ?? over.counts;
  return (
    <div className={`triage${open ? ' has-pane' : ''}`}>
      <Sheet label="Alerts" look="al-sheet">
        <TabBar tab={tab} counts={counts} />
        <Filters filter={filter} options={optionsOf(known)} onChange={change} />
        <Suspense>
          {picked.length > 0 && mayDo && (
            <BulkBar {...{ picked, all: listed, me: me?.name ?? '' }} onAll={pickAll} onClear={clearPicked} />
          )}
        </Suspense>
        {!isKnown && !error && <SkeletonRows rows={10} tall />}
        {!isKnown && error && <NotRead error={error} retry={firing.retry} />}
        {isKnown && rows.length === 0 && (
          <NoAlerts tab={tab} isFiltered={isFiltered(filter)} onClear={clear} />
        )}
        <Suspense fallback={<SkeletonRows rows={10} tall />}>
          {rows.length > 0 && (
            <AlertTable
              {...{ rows, current, picked: ids, mayAct: mayDo, onOpen, onPick: toggle, onFold }}
              onEnd={firing.busy ? undefined : firing.more}
            />
          )}
        </Suspense>
        <ListFoot over={over} resolved={input ? counts?.resolved : undefined} />
      </Sheet>
      {open && (
        <Suspense
          fallback={
            <Sheet label="Alert details" look="pane">
              <SkeletonRows rows={8} tall />
            </Sheet>
          }
        >
          <Pane
            key={open}
            id={open}
            onStep={step}
            onClose={() => setUrl({ [fields.alert.name]: undefined }, 'replace')}
          />
        </Suspense>
      )}
      <Suspense>{help && <KeyHelp onClose={() => setHelp(false)} />}</Suspense>
    </div>
  );
}

/** What fires and what is over, as far as the tab wants either. */
function useLists(filter: AlertFilter) {
  const [tab] = useUrl(fields.tab);
  const range = useRange();
  const [now] = useState(() => Date.now());
  const settled = useSettled(JSON.stringify(filterInput(filter, range, now)), 150);
  const input = useMemo(() => JSON.parse(settled) as ReturnType<typeof filterInput>, [settled]);
  const view = tab === 'all' || tab === 'resolved' ? 'firing' : tab;
  const firing = useAlertPages(view, tab === 'resolved' ? undefined : input, pageSize);
  const wantsOver = tab === 'all' || tab === 'resolved';
  const over = useAlertPages('resolved', wantsOver ? input : undefined, resolvedSize);
  return { firing, over, input: wantsOver ? input : undefined };
}

function ListFoot({
  over,
  resolved,
}: {
  over: ReturnType<typeof useAlertPages>;
  resolved: number | undefined;
}) {
  const rest = (resolved ?? 0) - (over.alerts?.length ?? 0);
  return (
    <div className="foot">
      {over.more && rest > 0 && (
        <button type="button" className="link" onClick={over.more}>
          Show {Math.min(rest, resolvedSize)} more resolved
        </button>
      )}
      <span className="flex-1" />
      <span className="keys max-tab:hidden">
        <kbd>j</kbd> <kbd>k</kbd> move <kbd>x</kbd> select <kbd>a</kbd> ack <kbd>s</kbd> snooze <kbd>?</kbd>{' '}
        all keys
      </span>
    </div>
  );
}

/** Beside the list where there is room, else over it. */
function show(id: string): void {
  if (matchMedia('(min-width: 1381px)').matches) setUrl({ [fields.alert.name]: id }, 'push');
  else openModal('alert', id);
}

function toggled(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const after = new Set(before);
  if (!after.delete(id)) after.add(id);
  return after;
}

const most = 12;

function optionsOf(alerts: readonly Alert[]) {
  const of = (read: (alert: Alert) => string | null): readonly string[] =>
    [...new Set(alerts.flatMap((alert) => read(alert) ?? []))]
      .slice(0, most)
      .toSorted((a, b) => a.localeCompare(b));
  return {
    resource: of(({ resourceName }) => resourceName || null),
    region: of(({ region }) => region),
    owner: ['none', ...of(({ owner }) => owner)],
    source: of(({ source }) => source),
  };
}
