import type { Activity } from '@smartops/contract';
import { useEffect } from 'react';
import { useCall } from '../../live/call.ts';
import type { Input } from '../../live/paths.ts';
import type { Items } from '../../live/topic-store.ts';
import { text, useUrl } from '../../state/url-state.ts';
import { Menu } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { NotRead } from '../call-notes.tsx';
import { ActivityRows } from './rows.tsx';

const typeWord: Record<Activity['type'], string> = {
  alert: 'Alerts',
  incident: 'Incidents',
  deployment: 'Deployments',
  action: 'Actions',
  security: 'Security',
};
const types = Object.keys(typeWord) as Activity['type'][];
const fields = { type: text('activity'), by: text('by'), words: text('happened') };
const most = 12;

/** What happened of one type, by one person, with some words; all of it in the address. */
export function Filtered({ items }: { items: Items<'activity'> }) {
  const [asked, setType] = useUrl(fields.type);
  const [by, setBy] = useUrl(fields.by);
  const [words = '', setWords] = useUrl(fields.words);
  const type = types.find((one) => one === asked);
  const said = useSettled(words, 250);
  // New happenings are worth asking again for.
  const newest = useSettled(items[0]?.id ?? '', 1_000);
  const input: Input<'listActivity'> = {
    ...(type && { type }),
    ...(by && { user: by }),
    ...(said && { text: said }),
    limit: 50,
  };
  const { data, error, mutate } = useCall('listActivity', input);
  useEffect(() => {
    if (newest) void mutate();
  }, [newest, mutate]);
  const people = [...new Set([...items.flatMap(({ user }) => user ?? []), ...(by ? [by] : [])])].slice(
    0,
    most,
  );
  return (
    <>
      <div className="act-filters">
        <SearchField
          label="Find in the activity"
          placeholder="What happened"
          look=""
          value={words}
          onChange={setWords}
        />
        <Menu
          label={`Type: ${type ? typeWord[type] : 'any'}`}
          look={`chip${type ? ' on' : ''}`}
          items={[
            { label: 'Any', chosen: !type, run: () => setType('all') },
            ...types.map((one) => ({
              label: typeWord[one],
              chosen: one === type,
              run: () => setType(one),
            })),
          ]}
        >
          <span className="text-fg-3">Type</span>
          {type ? typeWord[type] : 'any'}
        </Menu>
        <Menu
          label={`Person: ${by ?? 'any'}`}
          look={`chip${by ? ' on' : ''}`}
          items={[
            { label: 'Anybody', chosen: !by, run: () => setBy(undefined) },
            ...people.map((one) => ({ label: one, chosen: one === by, run: () => setBy(one) })),
          ]}
        >
          <span className="text-fg-3">Person</span>
          {by ?? 'any'}
        </Menu>
      </div>
      {!data && !error && <SkeletonRows rows={5} />}
      {!data && error && <NotRead error={error} retry={() => void mutate()} />}
      {data && data.activities.length > 0 && <ActivityRows items={data.activities} />}
      {data?.activities.length === 0 && (
        <div className="empty">
          <h3>Nothing of the kind happened lately</h3>
          <p>The filter looks through the newest thousand happenings.</p>
        </div>
      )}
    </>
  );
}
