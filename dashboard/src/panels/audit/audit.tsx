import { useState } from 'react';
import useSWRInfinite from 'swr/infinite';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import type { Reply } from '../../live/paths.ts';
import { useUrl } from '../../state/url-state.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { NotRead } from '../call-notes.tsx';
import { AuditTable } from './audit-table.tsx';
import { fields, filterInput } from './filter.ts';
import { Filters } from './filters.tsx';
import { useVerify, Verdict, VerdictLine } from './verdict.tsx';

type Page = Reply<'listAudit'>;
const limit = 50;

/** Every privileged attempt, allowed or refused, newest first. */
export function Audit() {
  const [find = ''] = useUrl(fields.find);
  const [outcome] = useUrl(fields.outcome);
  const [span] = useUrl(fields.span);
  const verify = useVerify();
  const filter = { find: useSettled(find, 250), outcome, span };
  const { pages, error, more, busy, retry } = useAudit(filter);
  const entries = pages?.flatMap((page) => page.entries) ?? [];
  const total = pages?.[0]?.total ?? 0;
  return (
    <Sheet label="Audit log">
      <Head line title="Audit log" note="every privileged attempt, allowed or refused">
        <span className="mr-2">
          <Verdict verify={verify} />
        </span>
      </Head>
      <Filters filter={filter} verify={verify} />
      {!pages && !error && <SkeletonRows rows={8} />}
      {error && !pages && <NotRead error={error} retry={retry} />}
      {pages && entries.length === 0 && (
        <div className="empty">
          <h3>No attempt matches</h3>
          <p>Nothing privileged was tried in this time, by these words and with this outcome.</p>
        </div>
      )}
      {entries.length > 0 && <AuditTable entries={entries} />}
      <div className="foot flex-wrap">
        <span className="flex-1">
          {pages && `${entries.length} of ${total}. `}
          <VerdictLine verify={verify} />
        </span>
        {entries.length < total && (
          <BusyButton type="button" look="ghost" busy={busy} onClick={more}>
            Show more
          </BusyButton>
        )}
        <span className="max-tab:hidden">
          check it yourself: <span className="mono">npm run audit:verify</span>
        </span>
      </div>
    </Sheet>
  );
}

function useAudit(filter: Parameters<typeof filterInput>[0]) {
  // One moment for all pages of a filter, or the second page would not continue the first.
  const [now] = useState(() => Date.now());
  const input = filterInput(filter, now);
  const { data, error, size, setSize, isValidating, mutate } = useSWRInfinite<Page, CallError>(
    (index: number, last: Page | null) => {
      const before = last?.entries.at(-1)?.seq;
      if (index > 0 && before === undefined) return null;
      return ['listAudit', { ...input, limit, ...(before !== undefined && { before }) }];
    },
    ([, asked]: [string, typeof input]) => call('listAudit', asked),
    { revalidateOnFocus: false, revalidateFirstPage: false },
  );
  return {
    pages: data,
    error,
    busy: isValidating,
    more: () => void setSize(size + 1),
    retry: () => void mutate(),
  };
}
