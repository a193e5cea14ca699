'use client';

import { useEffect, useState } from 'react';
import { roleText, roleWord } from '../facts/roles.ts';
import { formatMoment } from '../format/time.ts';
import { call } from '../live/call.ts';
import { CallError } from '../live/exchange.ts';
import type { Reply } from '../live/paths.ts';
import { GateSheet, GateSkeleton } from './gate-sheet.tsx';
import { Join } from './join.tsx';
import { useLinkToken } from './use-link-token.ts';

type Look = Reply<'lookAtInvitation'>;

/** What an invitation is for, and the way to accept it. Its token is sent in the body only. */
export function InvitationPage() {
  const token = useLinkToken();
  const [seen, setSeen] = useState<Look | CallError>();
  useEffect(() => {
    if (token === undefined) return;
    let current = true;
    call('lookAtInvitation', { token }).then(
      (look) => current && setSeen(look),
      (error) => current && setSeen(error),
    );
    return () => {
      current = false;
    };
  }, [token]);
  if (token === undefined || seen === undefined) return <GateSkeleton />;
  if (seen instanceof CallError) return <Worthless why={seen.message} />;
  const { workspace, email, role, expiresAt } = seen;
  return (
    <GateSheet
      title={`Join ${workspace}`}
      text={
        <>
          You are invited as <b className="font-medium text-fg">{roleWord[role].toLowerCase()}</b>.{' '}
          {roleText[role]}
        </>
      }
      foot={`For ${email}, until ${formatMoment(Date.parse(expiresAt), 0)}.`}
    >
      <Join token={token} email={email} />
    </GateSheet>
  );
}

function Worthless({ why }: { why: string }) {
  return (
    <GateSheet title="This invitation does not work" foot="An invitation works once and for a few days.">
      <div className="form">
        <p className="text-fg-2" role="alert">
          {why}
        </p>
        <a className="btn md" href="/sign-in">
          Go to sign-in
        </a>
      </div>
    </GateSheet>
  );
}
