import type { Channel } from '@smartops/contract';
import { Lock } from 'lucide-react';
import { useState } from 'react';
import { formatClock, formatExact, formatMoment } from '../../format/time.ts';
import { call } from '../../live/call.ts';
import type { Reply } from '../../live/paths.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { useAct } from '../../ui/use-act.ts';
import { reloadAll } from './use-follow.ts';
import { kindWord, standingOf } from './words.ts';

interface ChannelRowProps {
  channel: Channel;
  admin: boolean;
  onEdit: () => void;
  onRemove: () => void;
  onShow: () => void;
}

export function ChannelRow({ channel, admin, onEdit, onRemove, onShow }: ChannelRowProps) {
  const { id, name, kind, address, locked, signing, routes } = channel;
  const [tested, setTested] = useState<Reply<'testChannel'>>();
  const test = useAct(async () => {
    setTested(undefined);
    setTested(await call('testChannel', { id }));
    await reloadAll();
  });
  const { look, word } = standingOf(channel);
  return (
    <li className="channel-row">
      <Glyph look={test.busy ? 'running' : look} />
      <div className="min-w-0">
        <div className="truncate font-medium">{name}</div>
        <div className="about truncate">
          {kindWord[kind]}
          {signing && `, signed with ${signing}`}
        </div>
      </div>
      <div className="where min-w-0">
        <div className={`truncate ${kind === 'email' ? '' : 'mono'}`} title={address}>
          {address}{' '}
          {locked && <Lock size={12} className="inline text-fg-3" aria-label="Set by the environment" />}
        </div>
        <div className="about truncate">
          {routes.length > 0 ? `routes: ${routes.join(', ')}` : 'no route'}
          {locked && ' · set by the environment'}
        </div>
      </div>
      <div className="now min-w-0">
        <div className="truncate" title={channel.last?.answer}>
          {word}
        </div>
        <Last channel={channel} />
      </div>
      <div className="go">
        {admin && (
          <BusyButton type="button" busy={test.busy} onClick={() => test.act()}>
            Send test
          </BusyButton>
        )}
        <Menu
          label={`${name} menu`}
          items={[
            { label: 'Show its messages', run: onShow },
            ...(admin && !locked
              ? [
                  { label: 'Change…', run: onEdit },
                  { label: 'Remove…', run: onRemove, apart: true },
                ]
              : []),
          ]}
        />
      </div>
      <div role="status" className={tested || test.failure ? 'answer' : 'sr-only'}>
        {test.failure && <p className="err">{test.failure}</p>}
        {tested && <Answer tested={tested} name={name} kind={kind} />}
      </div>
    </li>
  );
}

function Last({ channel: { last, waiting, nextTryAt } }: { channel: Channel }) {
  const now = useNow(10_000);
  const at = last && Date.parse(last.at);
  const parts = [
    at && `last ${formatMoment(at, now)}, ${secondsOf(last.tookMs)}`,
    waiting > 0 && `${waiting} waiting`,
    nextTryAt && `next try ${formatClock(Date.parse(nextTryAt))}`,
  ];
  return (
    <div className="about truncate" title={at ? formatExact(at) : undefined}>
      {parts.filter(Boolean).join(' · ') || '—'}
    </div>
  );
}

const secondsOf = (ms: number) => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

interface AnswerProps {
  tested: Reply<'testChannel'>;
  name: string;
  kind: Channel['kind'];
}

/** What the receiver said, as it said it. */
function Answer({ tested: { delivered, answer, at, tookMs }, name, kind }: AnswerProps) {
  const who =
    kind === 'slack' || kind === 'discord' ? kindWord[kind] : kind === 'email' ? 'The server' : name;
  return (
    <>
      <p className="text-fg-2 text-xs">
        <b className="font-medium text-fg">{delivered ? 'Test accepted' : 'Test not accepted'}</b> at{' '}
        {formatClock(Date.parse(at))} in {secondsOf(tookMs)}. {who} says, word for word:
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard. */}
      <pre className="code" tabIndex={0}>
        {answer}
      </pre>
    </>
  );
}
