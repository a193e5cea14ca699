import { call } from '../live/call.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { useAct } from '../ui/use-act.ts';

/** Ends a proposal for everybody. */
export function Reject({ id }: { id: string }) {
  const { busy, failure, act } = useAct(async () => void (await call('rejectAction', { id })));
  return (
    <>
      {failure && (
        <span className="err" role="alert">
          {failure}
        </span>
      )}
      <BusyButton type="button" busy={busy} onClick={() => act()}>
        Reject
      </BusyButton>
    </>
  );
}
