import type { ConnectionSetting, SourceProblem, SourceState } from '@smartops/contract';
import { sourceLook, sourceWord } from '../../facts/looks.ts';
import { parseTime } from '../../format/age.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatMoment } from '../../format/time.ts';
import { call } from '../../live/call.ts';
import { tellSaved } from '../../live/last-save.ts';
import { reload } from '../../live/reload.ts';
import { Age } from '../../ui/age.tsx';
import { useClock, useNow } from '../../ui/clock.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Locked } from '../../ui/locked.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useAct } from '../../ui/use-act.ts';
import { Abilities } from './abilities.tsx';
import type { Deed } from './deed.ts';
import { HistoryLine } from './history-line.tsx';
import { reachesOf } from './reaches.ts';

interface ConnectionRowProps {
  connection: ConnectionSetting;
  /** Undefined while it is not watched. */
  state: SourceState | undefined;
  mayChange: boolean;
  onDeed: (deed: Deed) => void;
}

export function ConnectionRow({ connection, state, mayChange, onDeed }: ConnectionRowProps) {
  const { id, title, origin, variable, everyMs } = connection;
  return (
    <>
      <tr>
        <td>
          <State connection={connection} state={state} />
        </td>
        <td className="two max-w-72 max-tab:max-w-44">
          <div className="flex items-center gap-2">
            <span className="truncate font-medium">{title}</span>
            {origin === 'demo' && <span className="tag demo">Demo</span>}
            {variable && <Locked variable={variable} />}
          </div>
          <div className="mono">{id}</div>
        </td>
        <td className="max-w-72 truncate text-fg-2 max-tab:hidden">{reachesOf(connection)}</td>
        <td className="r text-fg-2 max-tab:hidden">{formatDuration(everyMs)}</td>
        <td className="r">
          {state ? <Age at={parseTime(state.readAt)} intervalMs={everyMs} /> : <span>—</span>}
        </td>
        <td className="end">
          {mayChange && !variable && origin !== 'demo' && <RowMenu connection={connection} onDeed={onDeed} />}
        </td>
      </tr>
      <Notes connection={connection} state={state} />
    </>
  );
}

function State({ connection, state }: Pick<ConnectionRowProps, 'connection' | 'state'>) {
  const { enabled, missing } = connection;
  if (!enabled) return <Status look="offline">Off</Status>;
  if (missing.length > 0) return <Status look="warning">Incomplete</Status>;
  if (!state) return <Status look="running">Connecting</Status>;
  return <Status look={sourceLook[state.state]}>{sourceWord[state.state]}</Status>;
}

function RowMenu({ connection, onDeed }: Pick<ConnectionRowProps, 'connection' | 'onDeed'>) {
  const { id, title, enabled, version, kind } = connection;
  const { failure, act } = useAct(async () => {
    const { save } = await call('updateConnection', { id, version, enabled: !enabled });
    tellSaved('connections', save);
    await reload('listConnections', 'getSettings');
  });
  return (
    <>
      {failure && (
        <span className="err" role="alert">
          {failure}
        </span>
      )}
      <Menu
        label={`${title} menu`}
        items={[
          ...(kind === 'host' ? [] : [{ label: 'Edit…', run: () => onDeed({ what: 'edit', connection }) }]),
          { label: enabled ? 'Turn off' : 'Turn on', run: act },
          ...(kind === 'host'
            ? []
            : [{ label: 'Remove…', apart: true, run: () => onDeed({ what: 'remove', connection }) }]),
        ]}
      />
    </>
  );
}

/** Under the row: what it still needs, how far it is, what it may do, what cannot be read. */
function Notes({ connection, state }: Pick<ConnectionRowProps, 'connection' | 'state'>) {
  const { enabled, missing, title } = connection;
  const { progress, abilities, problems = [], retryAt = null } = (enabled && state) || {};
  return (
    <>
      {enabled && missing.length > 0 && (
        <tr>
          <td />
          <td colSpan={5} className="whitespace-normal py-2 text-fg-2">
            Not watched yet. {missing.map(({ field, message }) => `${field}: ${message}`).join('. ')}.
          </td>
        </tr>
      )}
      {state && (progress || abilities) && (
        <tr>
          <td />
          <td colSpan={5} className="whitespace-normal py-2">
            <div className="grid gap-2">
              {progress && <HistoryLine source={state} />}
              {abilities && <Abilities abilities={abilities} title={title} />}
            </div>
          </td>
        </tr>
      )}
      {problems.map((problem) => (
        <tr key={`${problem.part} ${problem.reason}`}>
          <td />
          <td colSpan={5} className="whitespace-normal py-2">
            <Problem problem={problem} retryAt={retryAt} />
          </td>
        </tr>
      ))}
    </>
  );
}
function Problem({ problem, retryAt }: { problem: SourceProblem; retryAt: string | null }) {
  const now = useNow(60_000);
  const { part, message, fix, since } = problem;
  const seconds = useClock((at) =>
    retryAt === null ? -1 : Math.max(0, Math.round((Date.parse(retryAt) - at) / 1_000)),
  );
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-fg-2">
        <span className="font-medium text-fg">
          {part === 'all' ? 'Nothing' : part} {part === 'all' ? 'can' : 'cannot'} be read since{' '}
          {formatMoment(Date.parse(since), now)}.
        </span>{' '}
        {message}
        {seconds > 0 && ` Next try in ${seconds}\u00a0s.`}
        {seconds === 0 && ' Trying again now.'}
      </p>
      {fix && (
        <>
          <pre className="code">{fix}</pre>
          <CopyButton text={fix} label="Copy fix" />
        </>
      )}
    </div>
  );
}
