import { randomUUID } from 'node:crypto';
import { type SettingsInput, thresholdNames } from '@smartops/contract';
import { z } from 'zod';
import { type Plan, refuseLocked, refuseStale } from './commit.ts';
import { type Book, type Entry, readBook } from './connections.ts';
import type { SettingsContext } from './context.ts';
import { arrow } from './describe-connection.ts';
import { type GeneralDocument, generalName } from './documents.ts';
import { boundsOf, rhythmOf } from './rhythm.ts';
import { planIntegrations } from './save-integrations.ts';
import { sentenceOf } from './setting-words.ts';
import { maskAddress, retentionOf, thresholdsOf } from './show-settings.ts';

type Channel = GeneralDocument['slack'];
interface Draft {
  readonly general: GeneralDocument;
  readonly seals: Plan['seals'];
}

/** What a body of A41 changes; what it leaves out stays. Throws ConflictError for what is locked, ZodError. */
export async function planSettings(input: SettingsInput, context: SettingsContext): Promise<Plan> {
  const book = await readBook(context);
  const { version, chosen } = book.general;
  refuseStale(version, input.version);
  const { general, seals } = withChannels(
    {
      ...chosen,
      thresholds: thresholdsAfter(input, chosen, context),
      intervals: intervalsAfter(input, book),
      retention: retentionAfter(input, chosen, context),
    },
    input,
  );
  const changes = differences(inForce(chosen, book, context), inForce(general, book, context));
  const connections = await planIntegrations(input.integrations, book.entries, context);
  const isSame = Object.keys(changes).length === 0;
  const own: Plan['writes'] = isSame ? [] : [{ name: generalName, was: version, value: general }];
  const detail = Object.assign({}, changes, ...connections.map((plan) => plan.detail));
  return {
    what: sentenceOf(detail),
    target: 'settings',
    detail,
    writes: [...own, ...connections.flatMap((plan) => plan.writes)],
    seals: [...seals, ...connections.flatMap((plan) => plan.seals)],
  };
}

/** With what is usual where nothing was chosen: people compare what holds, not what was typed. */
function inForce(chosen: GeneralDocument, { entries }: Book, { config }: SettingsContext): object {
  return {
    ...chosen,
    thresholds: thresholdsOf(chosen, config),
    retention: retentionOf(chosen, config),
    intervals: Object.fromEntries(
      entries.map(({ id, kind }) => [id, rhythmOf({ id, source: kind }, chosen, config).everyMs / 1_000]),
    ),
  };
}

function thresholdsAfter(
  { thresholds = {} }: SettingsInput,
  { thresholds: before }: GeneralDocument,
  { config }: SettingsContext,
): GeneralDocument['thresholds'] {
  const after = { ...before };
  for (const name of thresholdNames) {
    const value = thresholds[name];
    if (value === undefined) continue;
    const variable = `THRESHOLD_${name.toUpperCase()}`;
    if (config.given.has(variable)) {
      if (value !== config.thresholds[name]) refuseLocked(variable, `thresholds.${name}`);
    } else if (value !== (before[name] ?? config.thresholds[name])) after[name] = value;
  }
  return after;
}

function intervalsAfter(
  { intervals = {} }: SettingsInput,
  { entries, general }: Book,
): Record<string, number> {
  const after = { ...general.chosen.intervals };
  for (const [id, seconds] of Object.entries(intervals)) {
    const entry = entries.find((one) => one.id === id);
    if (!entry) throw wrong(['intervals', id], 'There is no such connection');
    if (seconds !== null && seconds * 1_000 === entry.everyMs) continue;
    refuseLocked(entry.everyVariable, `intervals.${id}`);
    if (seconds === null) delete after[id];
    else after[id] = withinBounds(entry, seconds);
  }
  return after;
}

function withinBounds({ id, kind }: Entry, seconds: number): number {
  const { shortestMs, longestMs } = boundsOf(kind);
  const [least, most] = [shortestMs / 1_000, longestMs / 1_000];
  if (Number.isInteger(seconds) && seconds >= least && seconds <= most) return seconds;
  throw wrong(['intervals', id], `A whole number from ${least} to ${most} seconds`);
}

function retentionAfter(
  { retention = {} }: SettingsInput,
  { retention: before }: GeneralDocument,
  { config }: SettingsContext,
): GeneralDocument['retention'] {
  const { logs } = retention;
  if (
    logs !== undefined &&
    config.given.has('LOG_KEEP_DAYS') &&
    logs !== config.env.LOG_KEEP_DAYS / 86_400_000
  )
    refuseLocked('LOG_KEEP_DAYS', 'retention.logs');
  const said = Object.fromEntries(Object.entries(retention).filter(([, days]) => days !== undefined));
  return { ...before, ...said };
}

/** The switches, and the two addresses that this call may bring along. */
function withChannels(
  general: GeneralDocument,
  { notifications = {}, integrations = {} }: SettingsInput,
): Draft {
  const { email, slack, webhook } = notifications;
  const { enabled, webhookUrl } = integrations.slack ?? {};
  const seals: { name: string; value: string }[] = [];
  const addressed = (channel: Channel, kind: string, address: string): Channel => {
    const name = `channel/${kind}/${randomUUID().slice(0, 8)}`;
    seals.push({ name, value: address });
    return { ...channel, url: { name, hint: maskAddress(address) } };
  };
  const slackAfter = webhookUrl ? addressed(general.slack, 'slack', webhookUrl) : general.slack;
  const isNewAddress = typeof webhook === 'string' && webhook !== '' && webhook !== general.webhook.url?.hint;
  const webhookAfter = isNewAddress ? addressed(general.webhook, 'webhook', webhook) : general.webhook;
  return {
    seals,
    general: {
      ...general,
      notifications: {
        email: email ?? general.notifications.email,
        slack: slack ?? general.notifications.slack,
      },
      slack: { ...slackAfter, enabled: enabled ?? slackAfter.enabled },
      webhook: { ...webhookAfter, enabled: webhook === undefined ? webhookAfter.enabled : Boolean(webhook) },
    },
  };
}

/** By their places in the settings, without any secret. */
function differences(before: object, after: object): Record<string, string> {
  const [from, to] = [flat(before), flat(after)];
  const fields = [...new Set([...from.keys(), ...to.keys()])];
  return Object.fromEntries(
    fields
      .filter((field) => from.get(field) !== to.get(field) && !field.endsWith('.url.hint'))
      .map((field) =>
        field.endsWith('.url.name')
          ? [field.replace(/\.name$/, ''), to.get(field) ? 'replaced' : 'removed']
          : [field, arrow(from.get(field), to.get(field))],
      ),
  );
}

function flat(value: object, prefix = ''): Map<string, unknown> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
      typeof inner === 'object' && inner !== null
        ? [...flat(inner, `${prefix}${key}.`)]
        : [[`${prefix}${key}`, inner]],
    ),
  );
}

function wrong(path: string[], message: string): z.ZodError {
  return new z.ZodError([{ code: 'custom', path, message, input: undefined }]);
}
