import type { CallError } from '../../live/exchange.ts';
import { SkeletonRows } from '../../ui/sheet.tsx';

export function Looking() {
  return (
    <>
      <p className="action-body" role="status">
        Looking what would happen…
      </p>
      <SkeletonRows rows={6} />
    </>
  );
}

export function Refused({ refusal }: { refusal: CallError }) {
  return (
    <div className="empty" role="alert">
      <h3>This cannot be done now</h3>
      <p>{refusal.message}</p>
    </div>
  );
}
