import { useEffect, useState } from 'react';
import type { Proposal } from '../../live/asking.ts';

/** What was proposed or refused; undefined while nobody knows. */
export function useProposal(proposal: Promise<Proposal> | undefined): Proposal | undefined {
  const [known, setKnown] = useState<{ readonly of: unknown; readonly answer: Proposal }>();
  useEffect(() => {
    let isWanted = true;
    void proposal?.then((answer) => {
      if (isWanted) setKnown({ of: proposal, answer });
    });
    return () => {
      isWanted = false;
    };
  }, [proposal]);
  return known?.of === proposal ? known?.answer : undefined;
}
