import type { Letter } from './mail.ts';

interface Reset {
  readonly email: string;
  readonly name: string;
  readonly token: string;
  readonly publicUrl: URL;
}

export function resetLetter({ email, name, token, publicUrl }: Reset): Letter {
  const link = new URL(`/reset-password#token=${token}`, publicUrl).href;
  return {
    to: email,
    subject: 'A new password for SmartOpsAgent',
    text: `Hello ${oneLine(name)},\n\nhere you can choose a new password:\n\n${link}\n\nThe link works once, for an hour. If you did not ask for it, leave it: nothing changes.\n`,
  };
}

interface Welcome {
  readonly email: string;
  readonly invitedBy: string;
  readonly workspace: string;
  readonly link: string;
}

export function invitationLetter({ email, invitedBy, workspace, link }: Welcome): Letter {
  return {
    to: email,
    subject: `You are invited to ${oneLine(workspace)}`,
    text: `${oneLine(invitedBy)} invites you to ${oneLine(workspace)} on SmartOpsAgent.\n\n${link}\n\nThe link works once, for seven days.\n`,
  };
}

/** A name, which people choose themselves, must not write lines of its own. */
function oneLine(name: string): string {
  return name.replace(/[\p{C}\p{Z}]+/gu, ' ').slice(0, 100);
}
