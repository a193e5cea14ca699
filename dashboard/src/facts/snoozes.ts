const hourMs = 3_600_000;

export interface Snooze {
  readonly label: string;
  readonly until: number;
}

/** How long one can put an alert off, from now. */
export function snoozes(now: number): readonly Snooze[] {
  return [
    { label: '30 minutes', until: now + hourMs / 2 },
    { label: '1 hour', until: now + hourMs },
    { label: '4 hours', until: now + 4 * hourMs },
    { label: 'Tomorrow 09:00', until: morning(now, 1) },
    { label: 'Monday 09:00', until: morning(now, daysToMonday(now)) },
  ];
}

/** By the clocks of whoever looks. */
function morning(now: number, days: number): number {
  const at = new Date(now);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + days, 9).getTime();
}

const daysToMonday = (now: number) => (8 - new Date(now).getDay()) % 7 || 7;
