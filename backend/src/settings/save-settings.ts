import { type SettingsInput, thresholdNames } from '@smartops/contract';
import { z } from 'zod';
import type { Standings, Wish } from '../alerts/rules/default-thresholds.ts';
import { type Plan, refuseLocked, refuseStale } from './commit.ts';
import { type Book, type Entry, readBook } from './connections.ts';
import type { SettingsContext } from './context.ts';
import { arrow } from './describe-connection.ts';
import { type GeneralDocument, generalName } from './documents.ts';
import { boundsOf, rhythmOf } from './rhythm.ts';
import { planChannels } from './save-channels.ts';
import { planIntegrations } from './save-integrations.ts';
import { sentenceOf } from './setting-words.ts';
import { retentionOf, versionOf } from './show-settings.ts';

/** What a body of A41 changes; what it leaves out stays. Throws ConflictError for what is locked, ZodError. */
export async function planSettings(input: SettingsInput, context: SettingsContext): Promise<Plan> {
  const book = await readBook(context);
  const { version, chosen } = book.general;
  const standings = await context.thresholds.read();
  refuseStale(versionOf(version, standings), input.version);
  const wishes = thresholdWishes(input, standings, context);
  const general: GeneralDocument = {
    ...chosen,
    intervals: intervalsAfter(input, book),
    retention: retentionAfter(input, chosen, context),
  };
  const own = differences(inForce(chosen, book, context), inForce(general, book, context));
  const connections = await planIntegrations(input.integrations, book.entries, context);
  const channels = await planChannels(input, context);
  const deeds = [
    ...(wishes.length > 0 ? [context.thresholds.write(wishes)] : []),
    ...(channels.deed ? [channels.deed] : []),
  ];
  const detail = Object.assign(
    Object.fromEntries(
      wishes.map(({ name, value }) => [`thresholds.${name}`, arrow(standings[name].value, value)]),
    ),
    own,
    differences(channels.before, channels.after),
    ...connections.map((plan) => plan.detail),
  );
  const isSame = Object.keys(own).length === 0;
  return {
    what: sentenceOf(detail),
    target: 'settings',
    detail,
    writes: [
      ...(isSame ? [] : [{ name: generalName, was: version, value: general }]),
      ...connections.flatMap((plan) => plan.writes),
    ],
    seals: connections.flatMap((plan) => plan.seals),
    deeds,
  };
}

/** With what is usual where nothing was chosen: people compare what holds, not what was typed. */
function inForce(chosen: GeneralDocument, { entries }: Book, { config }: SettingsContext): object {
  return {
    retention: retentionOf(chosen, config),
    intervals: Object.fromEntries(
      entries.map(({ id, kind }) => [id, rhythmOf({ id, source: kind }, chosen, config).everyMs / 1_000]),
    ),
  };
}

/** What the rules do not say already. */
function thresholdWishes(
  { thresholds = {} }: SettingsInput,
  standings: Standings,
  { config }: SettingsContext,
): Wish[] {
  return thresholdNames.flatMap((name) => {
    const value = thresholds[name] ?? null;
    const standing = standings[name];
    if (value === null || value === standing.value) return [];
    const variable = `THRESHOLD_${name.toUpperCase()}`;
    if (config.given.has(variable)) refuseLocked(variable, `thresholds.${name}`);
    return [{ name, value, version: standing.version }];
  });
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

/** By their places in the settings, without any secret. */
function differences(before: object, after: object): Record<string, string> {
  const [from, to] = [flat(before), flat(after)];
  const fields = [...new Set([...from.keys(), ...to.keys()])];
  return Object.fromEntries(
    fields
      .filter((field) => from.get(field) !== to.get(field))
      .map((field) => [
        field,
        field.endsWith('.address') ? `${to.get(field)}` : arrow(from.get(field), to.get(field)),
      ]),
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
