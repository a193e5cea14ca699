import type { Link } from '../live/live.ts';
import { useWebSocket } from '../live/use-web-socket.ts';
import { useClock } from '../ui/clock.ts';
import { Glyph } from '../ui/glyph.tsx';
import { connectionWords } from './connection-words.ts';

/** Whether the page is live. While it is not, a click tries again at once. */
export function ConnectionState() {
  const { connection, retry } = useWebSocket();
  const text = useClock((now) => connectionWords(connection, now));
  const words = (
    <>
      {lookOf(connection) === 'healthy' ? <Dot /> : <Glyph look={lookOf(connection)} />}
      <span className="max-tab:sr-only">{text}</span>
    </>
  );
  if (connection.state !== 'waiting')
    return (
      <span className="conn" role="status">
        {words}
      </span>
    );
  return (
    <button type="button" className="conn" title="Try again now" onClick={() => void retry()}>
      {words}
    </button>
  );
}

const lookOf = ({ state }: Link) =>
  state === 'open' ? 'healthy' : state === 'connecting' ? 'running' : 'warning';

const Dot = () => (
  <svg className="glyph c-healthy" viewBox="0 0 14 14" aria-hidden="true">
    <circle cx="7" cy="7" r="4" fill="currentColor" />
  </svg>
);
