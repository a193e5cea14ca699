import type { Rule } from '@smartops/contract';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { Preview } from './preview.tsx';
import { TimeMachine } from './time-machine.tsx';
import type { EvidenceOf } from './use-evidence.ts';

interface EvidenceProps {
  evidence: EvidenceOf;
  base: Rule | undefined;
  isLocked: boolean;
  onLimit: (value: number) => void;
}

/** What the draft would do: on the line of one resource, and on all that is stored. */
export function Evidence({ evidence, base, isLocked, onLimit }: EvidenceProps) {
  const { spec, days, setDays, chosen, setChosen, replaying, matching, matches, replay, nameOf } = evidence;
  if (!spec)
    return (
      <div className="re-evidence">
        <Sheet label="Preview">
          <Head title="Preview" />
          <div className="empty">
            <h3>Nothing to try yet</h3>
            <p>
              As soon as the rule says what it reads and where its limit is, here stands when it would have
              fired on what is stored.
            </p>
          </div>
        </Sheet>
      </div>
    );
  return (
    <div className="re-evidence">
      <Preview
        {...{ spec, matches, replay, chosen, isLocked, onLimit }}
        saved={base?.spec}
        failure={matching.failure}
        onRetry={matching.again}
        onChoose={setChosen}
      />
      <TimeMachine
        {...{ spec, base, days, isLocked, nameOf, onLimit }}
        answer={replaying}
        onDays={setDays}
        onChoose={setChosen}
      />
    </div>
  );
}
