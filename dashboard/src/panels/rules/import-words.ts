import type { ImportLine } from '@smartops/contract';
import { plural } from '../../format/number.ts';

export type Outcome = ImportLine['outcome'];
export type Counts = Readonly<Record<Outcome, number>>;

/** In the order in which they are told: what needs a look first. */
export const outcomes = ['refused', 'changed', 'created', 'same'] as const satisfies readonly Outcome[];

export const outcomeWord: Record<Outcome, string> = {
  refused: 'Refused',
  changed: 'Changed',
  created: 'New',
  same: 'As it is',
};

export function countsOf(lines: readonly ImportLine[]): Counts {
  const count = (outcome: Outcome) => lines.filter((line) => line.outcome === outcome).length;
  return {
    refused: count('refused'),
    changed: count('changed'),
    created: count('created'),
    same: count('same'),
  };
}

export const hasChanges = ({ created, changed }: Counts): boolean => created + changed > 0;

/** What the button does: `Import 3 rules`. */
export const importAct = ({ created, changed }: Counts): string =>
  created + changed > 0 ? `Import ${plural(created + changed, 'rule')}` : 'Import';

/** `1 refused, 2 changed, 3 new`. */
export function countWords(counts: Counts): string {
  return outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome]} ${outcomeWord[outcome].toLowerCase()}`)
    .join(', ');
}

export function doneWords(counts: Counts): string {
  const { created, changed, refused } = counts;
  const parts = [created && `${created} new`, changed && `${changed} changed`].filter(Boolean).join(', ');
  const rest = refused ? `; ${refused} could not be taken over` : '';
  return `Imported ${plural(created + changed, 'rule')}: ${parts}${rest}`;
}
