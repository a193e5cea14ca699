import { openMailServer } from '../../../platform/mail/mail-server.ts';
import type { MailAnswer, SendMail } from '../../channel.ts';

interface Refusal {
  readonly recipient?: string;
  readonly responseCode?: number;
  readonly response?: string;
}

interface Failure extends Refusal {
  readonly message?: string;
  readonly code?: string;
  readonly rejectedErrors?: readonly Refusal[];
}

/** Hands letters to the server and says what it answered for each recipient; never throws. */
export function openSmtp({ url, from }: { readonly url: string; readonly from: string }): SendMail {
  const transport = openMailServer(url);
  return async ({ to, subject, text, messageId, headers }) => {
    try {
      const letter = { from, to: [...to], subject, text, messageId, headers };
      const { response, rejectedErrors = [] } = (await transport.sendMail(letter)) as {
        readonly response: string;
        readonly rejectedErrors?: readonly Refusal[];
      };
      return to.map((one) => answerOf(one, rejectedErrors, { to: one, code: 250, text: response }));
    } catch (error) {
      const { responseCode, response, message, code, rejectedErrors = [] } = Object(error) as Failure;
      const words = response ?? `${message ?? 'no answer'}${code ? ` (${code})` : ''}`;
      const all = { code: responseCode ?? null, text: words };
      return to.map((one) => answerOf(one, rejectedErrors, { to: one, ...all }));
    }
  };
}

function answerOf(to: string, refusals: readonly Refusal[], otherwise: MailAnswer): MailAnswer {
  const refusal = refusals.find(({ recipient }) => recipient === to);
  if (!refusal) return otherwise;
  return { to, code: refusal.responseCode ?? null, text: refusal.response ?? 'refused' };
}
