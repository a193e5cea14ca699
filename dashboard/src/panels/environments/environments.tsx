import type { ServiceEnvironments } from '@smartops/contract';
import { lazy, Suspense, useEffect } from 'react';
import { plural } from '../../format/number.ts';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { closeCompare, useCompare } from '../../state/compare.ts';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { Empty } from '../tile-notes.tsx';
import { Cell } from './cell.tsx';
import { DriftMark } from './drift-mark.tsx';

const CompareModal = lazy(() => import('../../modals/compare/compare-modal.tsx'));
const columns = ['production', 'staging', 'preview'] as const;
const words = { production: 'Production', staging: 'Staging', preview: 'Preview' };

/** What is live where, and how far production is behind staging. */
export function Environments() {
  const { data, error, mutate } = useCall('listEnvironments', {});
  const compared = useCompare();
  const stamp = useTopic('deployments')
    ?.map(({ id, status }) => `${id} ${status}`)
    .join();
  useEffect(() => {
    if (stamp) void mutate();
  }, [stamp, mutate]);
  const behind = data?.services.filter(({ drift }) => drift).length ?? 0;
  return (
    <Sheet label="Environments">
      <Head
        line
        title="Environments"
        note={data && behind > 0 && `${plural(behind, 'service')} with production and staging apart`}
      />
      {!data && !error && <SkeletonRows rows={5} tall />}
      {!data && error && (
        <div className="empty" role="alert">
          <p>What is deployed where cannot be read: {error.message}</p>
          <button type="button" className="btn" onClick={() => void mutate()}>
            Try again
          </button>
        </div>
      )}
      {data?.services.length === 0 && (
        <Empty
          words={{
            title: 'Nothing was deployed yet',
            text: 'What is live in each environment appears here with the first deployment.',
          }}
        />
      )}
      {data && data.services.length > 0 && <Matrix services={data.services} />}
      {compared && (
        <Suspense>
          <CompareModal
            key={`${compared.id} ${compared.with}`}
            id={compared.id}
            part={compared.with}
            onClose={closeCompare}
          />
        </Suspense>
      )}
    </Sheet>
  );
}

function Matrix({ services }: { services: readonly ServiceEnvironments[] }) {
  return (
    <div className="tw">
      <table className="matrix stacks">
        <thead>
          <tr>
            <th scope="col">Service</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {words[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {services.map((service) => (
            <tr key={service.id}>
              <th scope="row">
                <span className="font-medium">{service.name}</span>
                <DriftMark service={service} />
              </th>
              {columns.map((column) => (
                <td key={column} data-label={words[column]}>
                  <Cell cell={service[column]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
