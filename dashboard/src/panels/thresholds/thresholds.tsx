import type { Metric, Settings } from '@smartops/contract';
import { ruleAddress, rulesPath } from '../../facts/rule-address.ts';
import { useCall, useMe } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Locked } from '../../ui/locked.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';
import { NumberCell } from '../number-cell.tsx';
import { SaveBar } from '../save-bar.tsx';
import { Saved } from '../saved.tsx';
import { numberOf, useDraft } from '../settings-form.ts';

const names = ['cpu', 'memory', 'disk'] as const;
type Name = (typeof names)[number];

const words: Record<Name, { readonly title: string; readonly where: string }> = {
  cpu: { title: 'CPU', where: 'host, EC2 and RDS, for 5 min or more' },
  memory: { title: 'Memory', where: 'host, for 5 min' },
  disk: { title: 'Disk', where: 'host, for 5 min' },
};

/** When a reading becomes an alert. */
export function Thresholds() {
  const { data, error, mutate } = useCall('getSettings', {});
  return (
    <Sheet label="Thresholds">
      <Head line title="Thresholds" note="when a reading becomes an alert" />
      <Saved scope="thresholds" />
      {!data && !error && <SkeletonRows rows={3} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data && <Table settings={data.settings} />}
    </Sheet>
  );
}

function Table({ settings: { version, thresholds, thresholdRules, locked } }: { settings: Settings }) {
  const mayChange = useMe()?.role === 'admin';
  const metrics = useTopic('metrics') ?? [];
  const draft = useDraft('thresholds', (typed) => ({
    version,
    thresholds: Object.fromEntries(
      Object.entries(typed).map(([place, text]) => [place.replace('thresholds.', ''), numberOf(text)]),
    ),
  }));
  const locks = names.filter((name) => locked[`thresholds.${name}`]);
  return (
    <>
      <div className="tw">
        <table>
          <thead>
            <tr>
              <th scope="col">Reading</th>
              <th scope="col">Warn above</th>
              <th scope="col" className="r max-tab:hidden">
                Critical above
              </th>
              <th scope="col" className="max-tab:hidden">
                Now, highest
              </th>
              <th scope="col" className="r">
                <span className="sr-only">Locked</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => {
              const place = `thresholds.${name}`;
              const variable = locked[place];
              const typed = draft.typed[place];
              const warn = Number(typed ?? thresholds[name] ?? Number.NaN);
              return (
                <tr key={name}>
                  <td className="two py-2">
                    <div className="font-medium">
                      {words[name].title}{' '}
                      <PageLink className="link font-normal" href={ruleAddress(`threshold:${name}`)}>
                        rule<span className="sr-only"> of {words[name].title}</span>
                      </PageLink>
                    </div>
                    <div className="whitespace-normal">
                      {words[name].where}
                      <RuleNote rule={thresholdRules[name]} />
                    </div>
                  </td>
                  <td>
                    <NumberCell
                      label={`${words[name].title}, warn above`}
                      {...{ place, draft }}
                      standing={thresholds[name]}
                      unit="%"
                      disabled={!mayChange || variable !== undefined}
                    />
                  </td>
                  <td className="r text-fg-2 max-tab:hidden">
                    {percentOf(typed === undefined ? thresholdRules[name].critical : (warn + 100) / 2)}
                  </td>
                  <td className="max-tab:hidden">
                    <Highest metric={highest(metrics, `${name}.percent`)} warn={warn} />
                  </td>
                  <td className="r">{variable && <Locked variable={variable} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="hint-line">
        Each is a rule: what is changed there shows here. A number saved here makes it critical half-way from
        there to 100 %. AWS publishes neither memory nor disk of an instance, so those two are judged on the
        host alone. What else is judged, and for how long, is said by the{' '}
        <PageLink className="link underline underline-offset-3" href={rulesPath}>
          rules
        </PageLink>
        .
      </p>
      {mayChange && (
        <SaveBar
          draft={draft}
          changes={names.flatMap((name) => {
            const text = draft.typed[`thresholds.${name}`];
            return text === undefined
              ? []
              : [`${words[name].title} ${percentOf(thresholds[name])} → ${text} %`];
          })}
          note={
            locks.length > 0 &&
            locks
              .map((name) => `${words[name].title} is set by ${locked[`thresholds.${name}`]} on the server.`)
              .join(' ')
          }
        />
      )}
    </>
  );
}

const percentOf = (value: number | null) => (value === null || Number.isNaN(value) ? '—' : `${value} %`);

/** Why nobody is told, where nobody is. */
function RuleNote({ rule: { state, updatedBy } }: { rule: Settings['thresholdRules'][Name] }) {
  if (state === 'on') return null;
  const text = {
    off: `${updatedBy} switched its rule off: nobody is told.`,
    deleted: `${updatedBy || 'Somebody'} deleted its rule: nobody is told. A number saved here brings it back.`,
    changed: `${updatedBy} made its rule one of another kind. A number saved here makes it a limit again.`,
  }[state];
  return (
    <p className="mt-1 flex items-start gap-1.5">
      <Glyph look="warning" />
      <span>{text}</span>
    </p>
  );
}

function Highest({ metric, warn }: { metric: Metric | undefined; warn: number }) {
  if (!metric) return <span className="text-fg-3">no source reads it</span>;
  const value = Number(metric.value);
  return (
    <span className="flex items-center gap-2.5">
      <span className="meter" aria-hidden>
        <i style={{ width: `${Math.min(100, value)}%` }} />
        {warn > 0 && <u style={{ left: `${Math.min(100, warn)}%` }} />}
      </span>
      {value.toFixed(1)} %, {metric.scope}
    </span>
  );
}

/** The highest that is read now. */
function highest(metrics: readonly Metric[], metric: string): Metric | undefined {
  return metrics
    .filter(({ id, value }) => id.endsWith(`~${metric}`) && typeof value === 'number')
    .toSorted((a, b) => Number(b.value) - Number(a.value))[0];
}
