import type { ImportLine } from '@smartops/contract';
import type { Look } from '../../format/look.ts';
import { Status } from '../../ui/glyph.tsx';
import { countsOf, countWords, type Outcome, outcomes, outcomeWord } from './import-words.ts';
import type { Plan } from './use-dry-run.ts';

interface ImportLinesProps {
  plan: Plan | undefined;
  hasText: boolean;
  problem: string | undefined;
}

const formatWord: Record<Plan['format'], string> = {
  smartops: 'rules of SmartOpsAgent',
  prometheus: 'rules of Prometheus',
};

/** What becomes of each rule in the file, line by line. */
export function ImportLines({ plan, hasText, problem }: ImportLinesProps) {
  if (problem)
    return (
      <div className="empty">
        <h3>The file cannot be read</h3>
        <p>Nothing was changed. What is wrong stands under the text.</p>
      </div>
    );
  if (!plan)
    return (
      <div className="empty">
        <h3>{hasText ? 'Reading…' : 'What becomes of each rule appears here'}</h3>
        {!hasText && (
          <p>
            A rule whose id is known is changed, another one is added, none is deleted. Rules of Prometheus
            are taken over where they compare one metric with a limit; what cannot be taken over is named with
            the reason. Nothing is saved before you say so.
          </p>
        )}
      </div>
    );
  const lines = plan.lines.toSorted(byOutcome);
  return (
    <>
      <div className="head line">
        <h3>{countWords(countsOf(lines)) || 'It holds no rules'}</h3>
        <span className="note">{formatWord[plan.format]}</span>
      </div>
      <ul>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may name two alike, and lines never move.
          <Line key={index} line={line} />
        ))}
      </ul>
    </>
  );
}

const look: Record<Outcome, Look> = {
  refused: 'warning',
  changed: 'unknown',
  created: 'healthy',
  same: 'pending',
};

function Line({ line: { name, outcome, notes } }: { line: ImportLine }) {
  return (
    <li className="rl-line">
      <Status look={look[outcome]}>{outcomeWord[outcome]}</Status>
      <div className="min-w-0">
        <div className={`wrap-anywhere${outcome === 'same' ? ' text-fg-2' : ' font-medium'}`}>{name}</div>
        {notes.map((note) => (
          <div key={note} className="wrap-anywhere text-fg-2 text-xs">
            {note}
          </div>
        ))}
      </div>
    </li>
  );
}

const byOutcome = (a: ImportLine, b: ImportLine) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome);
