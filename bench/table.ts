/** One question a bench answers: how we did, beside whom or what, and whether that is good enough. */
export interface Answer {
  readonly question: string;
  readonly ours: string;
  readonly peer: string;
  readonly limit: string;
  /** Ours by the peer's; below 1 is better than the peer. */
  readonly ratio: number;
  readonly goal: string;
  readonly reached: boolean;
}

const columns = ['question', 'ours', 'peer', 'limit', 'ratio', 'goal', 'reached'] as const;

export function printTable(answers: readonly Answer[]): void {
  const rows = answers.map((answer) => ({
    ...answer,
    ratio: answer.ratio.toPrecision(3),
    reached: answer.reached ? 'yes' : 'NO',
  }));
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  console.log(line(columns));
  console.log(line(widths.map((width) => '-'.repeat(width))));
  for (const row of rows) console.log(line(columns.map((name) => row[name])));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** CPU time this process spends on `work`, in microseconds, on all its threads. */
export async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/**
 * Runs each candidate once a round, in turns, so that what else the machine does meets all of them; returns the
 * medians by name. The first round only warms up.
 */
export async function interleave(
  rounds: number,
  candidates: Readonly<Record<string, () => Promise<number>>>,
): Promise<Record<string, number>> {
  const results = new Map<string, number[]>(Object.keys(candidates).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round++)
    for (const [name, run] of Object.entries(candidates)) {
      const result = await run();
      if (round > 0) results.get(name)?.push(result);
    }
  return Object.fromEntries([...results].map(([name, values]) => [name, median(values)]));
}
