import { describe, expect, it } from 'vitest';
import { judgeDeployment, judgeRun } from './run-status.ts';

describe('judgeRun', () => {
  it.each`
    status           | conclusion           | ours         | outcome        | raw                  | ended
    ${'queued'}      | ${null}              | ${'pending'} | ${'pending'}   | ${'queued'}          | ${false}
    ${'requested'}   | ${null}              | ${'pending'} | ${'pending'}   | ${'requested'}       | ${false}
    ${'waiting'}     | ${null}              | ${'pending'} | ${'pending'}   | ${'waiting'}         | ${false}
    ${'pending'}     | ${null}              | ${'pending'} | ${'pending'}   | ${'pending'}         | ${false}
    ${'in_progress'} | ${null}              | ${'running'} | ${'running'}   | ${'in_progress'}     | ${false}
    ${'completed'}   | ${'success'}         | ${'success'} | ${'succeeded'} | ${'success'}         | ${true}
    ${'completed'}   | ${'neutral'}         | ${'success'} | ${'info'}      | ${'neutral'}         | ${true}
    ${'completed'}   | ${'skipped'}         | ${'success'} | ${'info'}      | ${'skipped'}         | ${true}
    ${'completed'}   | ${'failure'}         | ${'failed'}  | ${'failed'}    | ${'failure'}         | ${true}
    ${'completed'}   | ${'timed_out'}       | ${'failed'}  | ${'failed'}    | ${'timed_out'}       | ${true}
    ${'completed'}   | ${'startup_failure'} | ${'failed'}  | ${'failed'}    | ${'startup_failure'} | ${true}
    ${'completed'}   | ${'stale'}           | ${'failed'}  | ${'failed'}    | ${'stale'}           | ${true}
    ${'completed'}   | ${'cancelled'}       | ${'failed'}  | ${'cancelled'} | ${'cancelled'}       | ${true}
    ${'completed'}   | ${'action_required'} | ${'pending'} | ${'pending'}   | ${'action_required'} | ${true}
    ${'completed'}   | ${null}              | ${'running'} | ${'running'}   | ${'completed'}       | ${false}
    ${'completed'}   | ${'quarantined'}     | ${'failed'}  | ${'info'}      | ${'quarantined'}     | ${true}
    ${'blocked'}     | ${null}              | ${'pending'} | ${'info'}      | ${'blocked'}         | ${false}
    ${null}          | ${null}              | ${'pending'} | ${'info'}      | ${'unknown'}         | ${false}
    ${'constructor'} | ${null}              | ${'pending'} | ${'info'}      | ${'constructor'}     | ${false}
  `('calls $status/$conclusion $ours', ({ status, conclusion, ours, outcome, raw, ended }) => {
    expect(judgeRun(status, conclusion)).toEqual({ status: ours, outcome, rawStatus: raw, ended });
  });

  it('ignores a conclusion left over from the attempt before', () => {
    expect(judgeRun('in_progress', 'failure')).toMatchObject({ status: 'running', rawStatus: 'in_progress' });
  });
});

describe('judgeDeployment', () => {
  it.each`
    state            | ours         | outcome        | ended
    ${'pending'}     | ${'pending'} | ${'pending'}   | ${false}
    ${'queued'}      | ${'pending'} | ${'pending'}   | ${false}
    ${'waiting'}     | ${'pending'} | ${'pending'}   | ${false}
    ${'in_progress'} | ${'running'} | ${'running'}   | ${false}
    ${'success'}     | ${'success'} | ${'succeeded'} | ${true}
    ${'inactive'}    | ${'success'} | ${'info'}      | ${true}
    ${'failure'}     | ${'failed'}  | ${'failed'}    | ${true}
    ${'error'}       | ${'failed'}  | ${'failed'}    | ${true}
    ${'paused'}      | ${'pending'} | ${'info'}      | ${false}
  `('calls $state $ours', ({ state, ours, outcome, ended }) => {
    expect(judgeDeployment(state)).toEqual({ status: ours, outcome, rawStatus: state, ended });
  });

  it('calls a deployment without any state pending', () => {
    expect(judgeDeployment(undefined)).toMatchObject({ status: 'pending', rawStatus: 'pending' });
  });
});
