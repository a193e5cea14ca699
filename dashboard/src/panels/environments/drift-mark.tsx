import type { ServiceEnvironments } from '@smartops/contract';
import { openCompare } from '../../state/compare.ts';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { driftWords } from './drift-words.ts';

/** Says that production is not what staging is; shows what lies between. */
export function DriftMark({ service: { drift, production, staging } }: { service: ServiceEnvironments }) {
  const now = useNow(60_000);
  if (!drift || !production?.live || !staging?.live) return null;
  const { id: to } = staging.live;
  const { id: from } = production.live;
  return (
    <button
      type="button"
      className="matrix-open c-warning text-xs"
      title="Compare production with staging"
      onClick={() => openCompare(to, from)}
    >
      <Glyph look="warning" />
      {driftWords(drift, now)}
    </button>
  );
}
