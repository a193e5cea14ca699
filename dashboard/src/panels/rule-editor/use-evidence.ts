import type { RuleSpec } from '@smartops/contract';
import { useMemo, useState } from 'react';
import { metricUnit } from '../../facts/metric-words.ts';
import { judgedPart } from './form.ts';
import type { Days } from './time-machine.tsx';
import { useAnswer } from './use-answer.ts';

export type EvidenceOf = ReturnType<typeof useEvidence>;

/** What the last valid draft looks at, and what it would have done; asked when the draft rests for a moment. */
export function useEvidence(spec: RuleSpec | undefined, against: string | undefined) {
  const [days, setDays] = useState<Days>('30');
  const [chosen, setChosen] = useState<string>();
  // The name and the labels change nothing about when it fires.
  const judged = useMemo(() => spec && judgedPart(spec), [spec]);
  const matching = useAnswer('matchRule', judged && { spec: judged });
  const replaying = useAnswer(
    'replayRule',
    judged && { spec: judged, days: Number(days), ...(against && { against }) },
  );
  const series = matching.data?.series ?? [];
  const names = new Map([
    ...(replaying.data?.replay.episodes ?? []).map((one) => [one.resourceId, one.resourceName] as const),
    ...series.map((one) => [one.resourceId, one.resourceName] as const),
  ]);
  return {
    ...{ spec: judged, days, setDays, chosen, setChosen, replaying },
    matches: matching.data,
    matching,
    replay: replaying.data?.replay,
    unit: judged && 'metric' in judged.condition ? metricUnit(judged.condition.metric) : '',
    nameOf: (resourceId: string) => names.get(resourceId) ?? resourceId,
  };
}
