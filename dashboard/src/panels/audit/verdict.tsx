import type { AuditVerdict } from '@smartops/contract';
import { useState } from 'react';
import { formatCount } from '../../format/number.ts';
import { formatClock } from '../../format/time.ts';
import { formatValue } from '../../format/value.ts';
import { call } from '../../live/call.ts';
import { Status } from '../../ui/glyph.tsx';
import { useAct } from '../../ui/use-act.ts';
import { shortHash } from './filter.ts';

/** Asks the server to check the chain, and keeps what it found. */
export function useVerify() {
  const [verdict, setVerdict] = useState<AuditVerdict>();
  const act = useAct(async () => setVerdict(await call('verifyAudit')));
  return { ...act, verdict };
}

export type Verify = ReturnType<typeof useVerify>;

export function Verdict({ verify: { busy, failure, verdict } }: { verify: Verify }) {
  return (
    <span role="status">
      {busy && <Status look="running">Verifying</Status>}
      {!busy && failure && <Status look="warning">Not verified</Status>}
      {!busy && !failure && verdict && (
        <Status look={verdict.ok ? 'healthy' : 'critical'} loud>
          {verdict.ok ? 'Chain verified' : `Row ${verdict.flaw?.seq ?? '?'} is not as it was written`}
        </Status>
      )}
    </span>
  );
}

/** What was checked, when, and what was found. */
export function VerdictLine({ verify: { failure, verdict } }: { verify: Verify }) {
  if (failure) return failure;
  if (!verdict) return 'Not verified in this visit.';
  const { ok, rows, head, flaw, checkedAt, ms } = verdict;
  if (!ok) return `Row ${flaw?.seq ?? '?'}: ${flaw?.text ?? 'unknown flaw'}`;
  return (
    <>
      Rows 1 to {formatCount(rows)} verified {formatClock(Date.parse(checkedAt))} in{' '}
      {formatValue(Math.max(1, Math.round(ms)), 'ms')}
      {head && (
        <>
          , head <span className="mono">{shortHash(head)}</span>
        </>
      )}
    </>
  );
}
