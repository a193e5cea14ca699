import type { Settings, StorageUse } from '@smartops/contract';
import { formatValue } from '../../format/value.ts';
import { useCall, useMe } from '../../live/call.ts';
import { Locked } from '../../ui/locked.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';
import { NumberCell } from '../number-cell.tsx';
import { SaveBar } from '../save-bar.tsx';
import { Saved } from '../saved.tsx';
import { numberOf, useDraft } from '../settings-form.ts';
import { Intervals } from './intervals.tsx';
import { Saves } from './saves.tsx';

const words: Record<StorageUse['name'], { readonly title: string; readonly what: string }> = {
  raw: { title: 'Readings', what: 'every one, as it came' },
  fiveMinutes: { title: '5-minute means', what: 'with minimum and maximum' },
  hours: { title: 'Hourly means', what: 'with minimum and maximum' },
  logs: { title: 'Logs of jobs', what: 'compressed, without secrets' },
  deliveries: { title: 'Deliveries', what: 'of webhooks, to know a second one' },
  events: { title: 'Deployments and runs', what: 'what is live stays, however old' },
};

/** What is kept for how long and what that takes, how often is looked, and who changed any of it. */
export function Retention() {
  const settings = useCall('getSettings', {});
  const storage = useCall('getStorage', {});
  const isAdmin = useMe()?.role === 'admin';
  const error = settings.error ?? storage.error;
  const [chosen, uses] = [settings.data?.settings, storage.data?.uses];
  return (
    <>
      <Sheet label="Retention">
        <Head
          line
          title="Retention"
          note={storage.data && `the database takes ${formatValue(storage.data.databaseBytes, 'B')}`}
        />
        <Saved scope="retention" />
        {!(chosen && uses) && !error && <SkeletonRows rows={6} tall />}
        {error && !(chosen && uses) && (
          <NotRead error={error} retry={() => void Promise.all([settings.mutate(), storage.mutate()])} />
        )}
        {chosen && uses && <Kept settings={chosen} uses={uses} mayChange={isAdmin} />}
      </Sheet>
      <Intervals />
      {isAdmin && <Saves />}
    </>
  );
}

interface KeptProps {
  settings: Settings;
  uses: readonly StorageUse[];
  mayChange: boolean;
}

function Kept({ settings: { version, retention, locked }, uses, mayChange }: KeptProps) {
  const draft = useDraft('retention', (typed) => ({
    version,
    retention: Object.fromEntries(
      Object.entries(typed).map(([place, text]) => [place.replace('retention.', ''), numberOf(text)]),
    ),
  }));
  return (
    <>
      <div className="tw">
        <table>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Kept for</th>
              <th scope="col" className="r max-tab:hidden">
                Takes now
              </th>
              <th scope="col" className="r max-tab:hidden">
                A day brings
              </th>
              <th scope="col" className="r">
                Will take
              </th>
              <th scope="col" className="r max-tab:hidden">
                <span className="sr-only">Locked</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {uses.map((use) => {
              const place = `retention.${use.name}`;
              const variable = locked[place];
              const days = Number(draft.typed[place] ?? retention[use.name]);
              return (
                <tr key={use.name}>
                  <td className="two">
                    <div className="font-medium">{words[use.name].title}</div>
                    <div className="whitespace-normal">{words[use.name].what}</div>
                  </td>
                  <td>
                    <NumberCell
                      label={`${words[use.name].title}, kept for`}
                      {...{ place, draft }}
                      standing={retention[use.name]}
                      unit="d"
                      disabled={!mayChange || variable !== undefined}
                    />
                  </td>
                  <td className="r text-fg-2 max-tab:hidden">{formatValue(use.bytes, 'B')}</td>
                  <td className="r text-fg-2 max-tab:hidden">
                    {use.bytesADay === null ? '—' : formatValue(use.bytesADay, 'B')}
                  </td>
                  <td className="r">{estimate(use, days)}</td>
                  <td className="r max-tab:hidden">{variable && <Locked variable={variable} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="hint-line">
        The estimate is what a day brings, times the days; it is “—” until there is an hour to judge by. What
        is older goes once a day.
      </p>
      {mayChange && (
        <SaveBar
          draft={draft}
          changes={uses.flatMap(({ name }) => {
            const text = draft.typed[`retention.${name}`];
            return text === undefined ? [] : [`${words[name].title} ${retention[name]} d → ${text} d`];
          })}
        />
      )}
    </>
  );
}

function estimate({ bytesADay }: StorageUse, days: number): string {
  return bytesADay === null || Number.isNaN(days) ? '—' : `≈ ${formatValue(bytesADay * days, 'B')}`;
}
