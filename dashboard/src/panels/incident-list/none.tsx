import type { Tab } from './filter.ts';

const nothing: Record<Tab, readonly [string, string]> = {
  active: [
    'Nothing is wrong enough to be an incident',
    'A critical alert, or a failed deployment to production, opens one by itself. What belongs to the same trouble joins it.',
  ],
  resolved: ['No incident has ended yet', 'One resolves itself when its alerts have been over for a while.'],
  all: [
    'There has been no incident',
    'A critical alert, or a failed deployment to production, opens one by itself. You can open one from any alert.',
  ],
};

/** Why there is nothing, and what would be. */
export function None({ tab, clear }: { tab: Tab; clear: (() => void) | undefined }) {
  const [title, words] = clear
    ? ['No incident matches', 'Others are there without the filter.']
    : nothing[tab];
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{words}</p>
      {clear && (
        <button type="button" className="btn" onClick={clear}>
          Clear filter
        </button>
      )}
    </div>
  );
}
