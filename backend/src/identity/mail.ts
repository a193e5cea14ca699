import type { Log } from '../platform/log/open-log.ts';
import { openMailServer } from '../platform/mail/mail-server.ts';

export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mail {
  /** Whether it was handed over. */
  send(letter: Letter): Promise<boolean>;
}

/** Sends through the configured server; what fails is logged, not thrown. */
export function openMail({ url, from }: { readonly url: string; readonly from: string }, log: Log): Mail {
  const transport = openMailServer(url);
  return {
    async send(letter) {
      try {
        await transport.sendMail({ from, ...letter });
        return true;
      } catch (err) {
        log.warn({ err }, 'a mail could not be sent');
        return false;
      }
    },
  };
}
