import type { Incident } from '@smartops/contract';
import { useCall } from '../../live/call.ts';
import { ToldList, useToldFresh } from '../../modals/alert/told.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';

/** Who knows of it: which channel was told when, and what became of the message. */
export function IncidentTold({ incident }: { incident: Incident }) {
  const { data, mutate } = useCall('getIncidentTold', { id: incident.id });
  useToldFresh(data, () => void mutate());
  if (!data) return null;
  return (
    <Sheet label="Told">
      <Head line title="Told" />
      <div className="blk">
        {data.notices.length > 0 ? (
          <ToldList notices={data.notices} />
        ) : (
          <p className="text-fg-2">
            Nobody was told: its alerts were kept quiet, or it is older than what is kept.
          </p>
        )}
      </div>
    </Sheet>
  );
}
