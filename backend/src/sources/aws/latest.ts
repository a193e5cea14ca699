import type { Sample } from '@smartops/contract';

const speaksForMs = 20 * 60_000;

/** The newest value of each series, for sentences about now. */
export class Latest {
  private readonly newest = new Map<string, Sample>();

  add(samples: readonly Sample[]): void {
    for (const sample of samples) {
      const key = `${sample.resourceId}~${sample.metric}`;
      const known = this.newest.get(key);
      if (!known || known.at <= sample.at) this.newest.set(key, sample);
    }
  }

  /** Undefined when the newest value is older than 20 min. */
  get(resourceId: string, metric: string, now: number): number | undefined {
    const key = `${resourceId}~${metric}`;
    const sample = this.newest.get(key);
    if (!sample || now - sample.at <= speaksForMs) return sample?.value;
    this.newest.delete(key);
    return undefined;
  }
}
