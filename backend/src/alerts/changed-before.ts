import type { Finding, StoredChange } from './alert.ts';

/** How far back a cause is looked for. */
export const lookBackMs = 30 * 60_000;
const kept = 5;

/** Something that changed, with what is needed to tell whether it is about the same thing as an alert. */
export interface Candidate extends StoredChange {
  readonly connectionId: string;
  readonly demo: boolean;
  /** Names of what it changed: a service, a repository. */
  readonly about: readonly string[];
}

/**
 * What changed in the half hour before an alert began, in the same world: the demo cloud explains nothing on real systems.
 * First what is about its resource or service, then what is of its source; of these the newest first.
 */
export function changedBefore(
  finding: Finding & { readonly demo: boolean },
  candidates: readonly Candidate[],
): readonly StoredChange[] {
  const { startedAt, demo } = finding;
  return candidates
    .filter((one) => one.demo === demo && one.at <= startedAt && one.at >= startedAt - lookBackMs)
    .map((one) => ({ one, rank: rankOf(finding, one) }))
    .toSorted((a, b) => a.rank - b.rank || b.one.at - a.one.at || a.one.id.localeCompare(b.one.id))
    .slice(0, kept)
    .map(({ one: { kind, id, title, at, failed, url } }) => ({ kind, id, title, at, failed, url }));
}

function rankOf({ resourceId, resourceName, title, labels, connectionId }: Finding, one: Candidate): number {
  const said = `${resourceName} ${resourceId} ${title} ${labels.service ?? ''}`.toLowerCase();
  if (one.about.some((name) => isNamed(said, name.toLowerCase()))) return 0;
  return one.connectionId === connectionId ? 1 : 2;
}

/** `api` is named in `the api is slow`, not in `capital`. */
function isNamed(text: string, name: string): boolean {
  if (name.length === 0) return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (isEdge(text[at - 1]) && isEdge(text[at + name.length])) return true;
  return false;
}

const isEdge = (letter: string | undefined) => letter === undefined || !/[\p{L}\p{N}]/u.test(letter);
