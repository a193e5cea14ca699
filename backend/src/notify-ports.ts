import { randomUUID } from 'node:crypto';
import type { Identity } from './identity/open-identity.ts';
import { forgetChannels } from './notify/change-channel.ts';
import { openSmtp } from './notify/channels/email/smtp.ts';
import { senders } from './notify/channels/index.ts';
import { openChannel } from './notify/channels-at-hand.ts';
import { noticeStore } from './notify/notice-store.ts';
import { Notifier } from './notify/notifier.ts';
import type { NotifyPorts } from './notify/routes.ts';
import type { Egress } from './platform/egress/egress.ts';
import { NotFoundError } from './platform/errors.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Sealing } from './platform/sealing/sealing.ts';
import type { Parts } from './ports.ts';
import { readSecret, removeSecret, replaceSecret } from './settings/secrets.ts';

const dayMs = 24 * 60 * 60_000;

/** Joins the notifications to the database, the sealed secrets, the mail server, the doors out and the audit log. */
export function openNotify(
  { database, config, now }: Pick<Parts, 'database' | 'config' | 'now'>,
  {
    identity,
    egress,
    sealing,
    log,
  }: {
    readonly identity: Pick<Identity, 'privileged'>;
    readonly egress: Egress;
    readonly sealing: Sealing;
    readonly log: Log;
  },
): { readonly notifier: Notifier; readonly ports: NotifyPorts; expire(): Promise<void> } {
  const { fetchTyped, fetchConfigured } = egress;
  const { mail } = config.signIn;
  const { env, publicUrl } = config;
  const sql = database.sql;
  const sealed = { sealing, environment: {} };
  const secrets: NotifyPorts['context']['secrets'] = {
    read: (name) => readSecret(name, { ...sealed, database: sql }),
    replace: async (tx, secret) => void (await replaceSecret(secret, { ...sealed, database: tx })),
    remove: (tx, name) =>
      removeSecret(name, { database: tx }).catch((error: unknown) => {
        if (!(error instanceof NotFoundError)) throw error;
      }),
  };
  const environment = {
    slack: env.SLACK_WEBHOOK_URL,
    discord: env.DISCORD_WEBHOOK_URL,
    webhook: env.NOTIFY_WEBHOOK_URL
      ? { url: env.NOTIFY_WEBHOOK_URL, signing: env.NOTIFY_WEBHOOK_SECRET }
      : undefined,
    email: env.NOTIFY_EMAIL,
  };
  const parts = {
    ...{ database: sql, publicUrl, environment },
    ways: { fetchTyped, fetchConfigured, mail: mail ? openSmtp(mail) : undefined, now },
    sender: (kind: keyof typeof senders) => senders[kind],
    channel: (id: string) => openChannel(id, sql, { environment, secrets }),
  };
  const notifier = new Notifier({
    ...parts,
    holder: database.engine === 'pglite' ? 'embedded' : randomUUID(),
    // PGlite has one process, so nobody else leaves anything behind.
    sweepMs: database.engine === 'pglite' ? 15_000 : 5_000,
    failed: (err) => log.error({ err }, 'messages could not be sent and will be tried again'),
  });
  const context = { ...parts, secrets, notifier };
  return {
    notifier,
    ports: {
      context,
      doer(asker) {
        if (!asker.caller) throw new Error('Channels are for those who are known');
        return { caller: asker.caller, privileged: (step, work) => identity.privileged(asker, step, work) };
      },
    },
    async expire() {
      await noticeStore(sql).expire(now() - 90 * dayMs);
      await forgetChannels(now() - 30 * dayMs, context);
    },
  };
}
