import { NoneMatches } from '../none-matches.tsx';
import type { Tab } from './filter.ts';

const words: Record<Tab, readonly [string, string]> = {
  all: [
    'No alert fires, and none has ended in this time',
    'Every reading is judged by the rules as it arrives. What breaks one appears here, and stays listed after it has ended.',
  ],
  loud: ['Nothing fires', 'What is snoozed or silenced stands under its own tab.'],
  snoozed: [
    'Nothing is snoozed',
    'Snooze an alert to be reminded later: it wakes by itself, sooner when it gets worse.',
  ],
  silenced: [
    'Nothing is silenced',
    'A silence keeps alerts quiet that match it, for a while or in a weekly window.',
  ],
  dismissed: ['Nothing is dismissed', 'What was dismissed stands here until it ends.'],
  resolved: ['Nothing has ended in this time', 'A longer range looks further back.'],
};

interface NoAlertsProps {
  tab: Tab;
  isFiltered: boolean;
  onClear: () => void;
}

export function NoAlerts({ tab, isFiltered, onClear }: NoAlertsProps) {
  if (isFiltered)
    return (
      <NoneMatches
        title="No alert matches"
        text="There may be others without the filter."
        onClear={onClear}
      />
    );
  const [title, text] = words[tab];
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{text}</p>
    </div>
  );
}
