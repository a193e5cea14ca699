import type { SituationTopics, Wrong } from '../../facts/situation.ts';

export interface WrongProps {
  wrong: Wrong;
  story: SituationTopics;
  now: number;
}
