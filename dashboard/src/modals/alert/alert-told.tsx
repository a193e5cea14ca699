import type { Alert } from '@smartops/contract';
import { quietWords } from '../../facts/told.ts';
import { useCall } from '../../live/call.ts';
import { incidentPath } from '../../state/incident.ts';
import { useRange } from '../../state/range.ts';
import { useNow } from '../../ui/clock.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import { ToldList, useToldFresh } from './told.tsx';

/** Who knows of it: which channel was told when, and what became of the message. */
export function AlertTold({ alert }: { alert: Alert }) {
  const { data, error, mutate } = useCall('getAlertTold', { id: alert.id });
  const now = useNow(60_000);
  const range = useRange();
  useToldFresh(data, () => void mutate());
  return (
    <section className="blk">
      <h3>
        Told{' '}
        {data?.incident && (
          <span className="font-normal text-fg-2">
            with{' '}
            <PageLink className="link" href={incidentPath(data.incident.name, range)}>
              {data.incident.name}
            </PageLink>
          </span>
        )}
      </h3>
      {!data && !error && <SkeletonRows rows={1} />}
      {error && <p className="err">{error.message}</p>}
      {data?.notices.length === 0 && <p className="text-fg-2">{quietWords(alert, now)}</p>}
      {data && data.notices.length > 0 && <ToldList notices={data.notices} />}
    </section>
  );
}
