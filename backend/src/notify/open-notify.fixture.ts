import type { Cap, ChannelInput, ChannelKind, MemberRole } from '@smartops/contract';
import type { Database } from '../platform/database/database.ts';
import { openEgress } from '../platform/egress/egress.ts';
import { AppError } from '../platform/errors.ts';
import { newKeyText } from '../platform/sealing/key.ts';
import { openSealing } from '../platform/sealing/sealing.ts';
import { createChannel } from './change-channel.ts';
import type { SendMail } from './channel.ts';
import { senders } from './channels/index.ts';
import { type EnvironmentChannels, openChannel } from './channels-at-hand.ts';
import type { Doer, NotifyContext } from './context.ts';
import type { NewNotice } from './notice.ts';
import { noticeStore } from './notice-store.ts';
import { Notifier } from './notifier.ts';

const none: EnvironmentChannels = { slack: undefined, discord: undefined, webhook: undefined, email: [] };
export const roomy: Cap = { messages: 1_000, perMs: 60_000 };

/** The room without HTTP, over a database and a clock that a test moves. */
export function openNotify(
  database: Database,
  {
    allow = ['127.0.0.1'],
    mail,
    environment = none,
    holder = 'test',
    epoch = 1_700_000_000_000,
  }: {
    allow?: readonly string[];
    mail?: SendMail;
    environment?: EnvironmentChannels;
    holder?: string;
    epoch?: number;
  } = {},
) {
  const clock = { at: epoch };
  const failures: unknown[] = [];
  const audit: { action: string; target: string; outcome: string; detail: unknown }[] = [];
  const egress = openEgress({ allow });
  const sealing = openSealing({ keyText: newKeyText(), file: '/nonexistent' });
  const kept = new Map<string, Buffer>();
  const placeOf = (name: string) => ({ workspace: 'default', name });
  const secrets: NotifyContext['secrets'] = {
    async read(name) {
      const sealed = kept.get(name);
      return sealed && sealing.unseal(sealed, placeOf(name));
    },
    async replace(_tx, { name, value }) {
      kept.set(name, sealing.seal(value, placeOf(name)));
    },
    async remove(_tx, name) {
      kept.delete(name);
    },
  };
  const { fetchTyped, fetchConfigured } = egress;
  const parts = {
    ...{ database: database.sql, environment, publicUrl: new URL('https://ops.example/') },
    ways: { fetchTyped, fetchConfigured, mail, now: () => clock.at },
    sender: (kind: ChannelKind) => senders[kind],
    channel: (id: string) => openChannel(id, database.sql, { environment, secrets }),
  };
  const newNotifier = (name: string) =>
    new Notifier({
      ...parts,
      ...{ holder: name, sweepMs: 3_600_000 },
      failed: (error) => failures.push(error),
    });
  const notifier = newNotifier(holder);
  const context: NotifyContext = { ...parts, secrets, notifier };
  return {
    ...{ clock, failures, audit, egress, context, notifier, newNotifier, kept },
    doer: (name = 'ada', role: MemberRole = 'admin') => doerOf({ name, role, database, audit }),
    async add(kind: ChannelKind, input: Partial<ChannelInput> & { name: string }) {
      const whole = { enabled: true, cap: roomy, ...input };
      return createChannel(kind, whole, doerOf({ name: 'ada', role: 'admin', database, audit }), context);
    },
    async tell(...notices: readonly NewNotice[]) {
      await noticeStore(database.sql).add(notices.map((one) => ({ ...one, at: clock.at })));
      await this.settle();
    },
    /** Does what is due now. */
    async settle() {
      notifier.wake();
      await notifier.idle();
    },
    /** Moves the clock, step by step, doing what falls due. */
    async pass(ms: number, stepMs = 1_000) {
      const end = clock.at + ms;
      while (clock.at < end) {
        clock.at = Math.min(end, clock.at + stepMs);
        await this.settle();
      }
    },
    async close() {
      await notifier.stop();
      await egress.close();
    },
  };
}

interface Who {
  readonly name: string;
  readonly role: MemberRole;
  readonly database: Database;
  readonly audit: { action: string; target: string; outcome: string; detail: unknown }[];
}

function doerOf({ name, role, database, audit }: Who): Doer {
  return {
    caller: {
      ...{ kind: 'person', id: name, name, email: null, role, approver: false, scopes: null, standing: 's' },
      workspace: { id: 'default', name: 'Harbor' },
    },
    async privileged(step, work) {
      try {
        const result = await database.sql.transaction(work);
        audit.push({ ...step, outcome: 'allowed' });
        return result;
      } catch (error) {
        if (error instanceof AppError) audit.push({ ...step, outcome: 'refused' });
        throw error;
      }
    },
  };
}
