import type { DoraFigures, Insight } from '@smartops/contract';
import { comparedWords, figureWords, type Kind } from './figure-words.ts';

const figures = {
  deploymentsPerDay: ['Deployment frequency', 'per-day'],
  leadTimeMs: ['Lead time for changes', 'ms'],
  changeFailureRate: ['Change failure rate', 'rate'],
  restoreMs: ['Time to restore', 'ms'],
} as const satisfies Record<keyof DoraFigures, readonly [string, Kind]>;
const names = Object.keys(figures) as (keyof DoraFigures)[];

/** The four DORA figures of the team, then of each repository. */
export function Dora({ insight }: { insight: Insight }) {
  const { team, services, formulas } = insight;
  return (
    <>
      <div className="cells insight-dora">
        {names.map((name) => {
          const [title, kind] = figures[name];
          const { text } = figureWords(team[name], kind);
          return (
            <div key={name} title={formulas[name]}>
              <p className="text-fg-2 text-xs">{title}</p>
              <p className="text-lg">{text}</p>
              <p className="text-fg-3 text-xs">{comparedWords(team[name], kind, insight)}</p>
            </div>
          );
        })}
      </div>
      {services.length > 0 && (
        <div className="tw">
          <table className="stacks two-up">
            <thead>
              <tr>
                <th scope="col">To production</th>
                {names.map((name) => (
                  <th key={name} scope="col" className="r" title={formulas[name]}>
                    {figures[name][0]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {services.map((service) => (
                <tr key={service.id}>
                  <th scope="row">{service.name}</th>
                  {names.map((name) => (
                    <td key={name} className="r" data-label={figures[name][0]}>
                      {figureWords(service[name], figures[name][1]).text}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
