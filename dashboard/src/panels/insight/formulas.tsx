import type { Insight } from '@smartops/contract';

const titles: Record<keyof Insight['formulas'], string> = {
  successRate: 'Success',
  medianMs: 'Median',
  p95Ms: 'p95',
  queueMs: 'Queue',
  flaky: 'Flaky jobs',
  deploymentsPerDay: 'Deployment frequency',
  leadTimeMs: 'Lead time for changes',
  changeFailureRate: 'Change failure rate',
  restoreMs: 'Time to restore',
};

export function Formulas({ formulas }: { formulas: Insight['formulas'] }) {
  return (
    <details className="insight-formulas">
      <summary>How these figures are made</summary>
      <dl className="action-says">
        {(Object.keys(titles) as (keyof typeof titles)[]).map((name) => (
          <div key={name} className="contents">
            <dt>{titles[name]}</dt>
            <dd>{formulas[name]}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
