import type { AwsService } from '@smartops/contract';
import { statusWord } from '../../facts/looks.ts';
import { parseTime } from '../../format/age.ts';
import { openModal } from '../../state/modal.ts';
import { Age } from '../../ui/age.tsx';
import { Status } from '../../ui/glyph.tsx';

/** One AWS service: facts while it can be read, reason and fix while it cannot. The whole cell opens the details. */
export function ServiceCell({ service }: { service: AwsService }) {
  const { id, name, status, facts, reason, fix, region } = service;
  return (
    <div className={`svc${reason ? ' stale' : ''}`}>
      <h3 className="svc-name">
        <button type="button" className="row-open" onClick={() => openModal('aws-service', id)}>
          {name}
          <span className="sr-only"> in {region}</span>
        </button>
        {reason ? (
          <Status look="unknown">Failing</Status>
        ) : (
          <Status look={status}>{statusWord[status]}</Status>
        )}
      </h3>
      {reason ? (
        <>
          <p title={reason}>{reason}</p>
          {fix && <p className="small">Fix: {fix}</p>}
        </>
      ) : (
        facts.slice(0, 2).map((fact) => <p key={fact}>{fact}</p>)
      )}
      <p className="small">
        {!reason && facts[2] && `${facts[2]} · `}
        <Age at={parseTime(service.timestamp)} />
      </p>
    </div>
  );
}
