import type { Silence } from '@smartops/contract';
import { mutate } from 'swr';
import { plural } from '../../format/number.ts';
import { call } from '../../live/call.ts';
import { Confirm } from '../../ui/confirm.tsx';

export function EndSilence({ silence, onClose }: { silence: Silence; onClose: () => void }) {
  return (
    <Confirm
      title={`End “${silence.comment}”`}
      act="End silence"
      keep="Keep it"
      run={async () => {
        await call('endSilence', { id: silence.id });
        await mutate((key) => Array.isArray(key) && key[0] === 'listSilences');
      }}
      onClose={onClose}
    >
      <p>
        {silence.hides > 0
          ? `${plural(silence.hides, 'alert')} that it keeps quiet now will be told.`
          : 'It keeps nothing quiet now. What fires from now on is told.'}
      </p>
    </Confirm>
  );
}
