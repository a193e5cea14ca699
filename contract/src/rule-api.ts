import { z } from 'zod';
import { type Route, route } from './route.ts';
import { RuleSpec } from './rule.ts';
import { RuleChoices, RuleMatches } from './rule-choice.ts';
import { IsoTime } from './status.ts';

const byId = z.object({ id: z.string().min(1).max(200) });
const version = z.coerce.number().int().min(1);
const read = { method: 'GET', role: 'viewer', scope: 'alerts:read' } as const;
const write = { role: 'operator', scope: 'rules:write' } as const;

/** A rule as people see it. */
export const Rule = z.object({
  id: z.string(),
  version: z.int(),
  spec: RuleSpec,
  /** `catalogue` ones were here from the start, `file` ones came from an import. */
  origin: z.enum(['catalogue', 'person', 'file']),
  updatedAt: IsoTime,
  updatedBy: z.string(),
  /** How many things it looks at now; 0 is allowed and shown. */
  matches: z.int(),
  firing: z.int(),
  /** The environment variable that sets its limit; null when people do. */
  locked: z.string().nullable(),
  /** Why it does nothing, although it is on; null while it does. */
  problem: z.string().nullable(),
});
export type Rule = z.infer<typeof Rule>;

export const RuleVersion = z.object({
  version: z.int(),
  spec: RuleSpec,
  at: IsoTime,
  by: z.string(),
});
export type RuleVersion = z.infer<typeof RuleVersion>;

/** A rule that somebody took away; restoring its last version brings it back. */
export const DeletedRule = z.object({
  id: z.string(),
  version: z.int(),
  spec: RuleSpec,
  at: IsoTime,
  by: z.string(),
});
export type DeletedRule = z.infer<typeof DeletedRule>;

/** What an import would do, or did, with one rule. */
export const ImportLine = z.object({
  /** As the file calls it. */
  name: z.string(),
  /** Null for what was refused. */
  id: z.string().nullable(),
  outcome: z.enum(['created', 'changed', 'same', 'refused']),
  /** Why it was refused, or what of it could not be taken along. */
  notes: z.array(z.string()),
});
export type ImportLine = z.infer<typeof ImportLine>;

/** A stretch of time in which a rule would have fired. */
export const Episode = z.object({
  resourceId: z.string(),
  resourceName: z.string(),
  /** Since when it was wrong. */
  began: IsoTime,
  /** When somebody would have been told. */
  told: IsoTime,
  /** Null: still so. */
  ended: IsoTime.nullable(),
  durationMs: z.number(),
  /** The worst reading; null where the rule reads none. */
  peak: z.number().nullable(),
  critical: z.boolean(),
  /** Beside the rule it is compared with: whether that one would have fired as well. */
  compared: z.enum(['same', 'new']).nullable(),
});
export type Episode = z.infer<typeof Episode>;

const Totals = z.object({
  episodes: z.int(),
  pagesAWeek: z.number(),
  firingMs: z.number(),
});

export const Replay = z.object({
  from: IsoTime,
  to: IsoTime,
  /** How many series were judged. */
  series: z.int(),
  samples: z.int(),
  /** Series beyond what one replay reads were left out. */
  leftOut: z.int(),
  totals: Totals,
  /** Newest first, at most 500. */
  episodes: z.array(Episode),
  /** Longest stretches without any data, at most 50. */
  gaps: z.array(z.object({ resourceId: z.string(), from: IsoTime, to: IsoTime })),
  /** Beside the saved version: what it counts, and its episodes that fall away. */
  against: z.object({ totals: Totals, fallAway: z.array(Episode) }).nullable(),
  /** What limits the answer, in plain words: no samples before a moment, averages instead of samples. */
  notes: z.array(z.string()),
});
export type Replay = z.infer<typeof Replay>;

export const Suggestion = z.object({
  /** The mildest limit that keeps to the wish; null when none does. */
  value: z.number().nullable(),
  pagesAWeek: z.number(),
  /** What today's limit does. */
  now: z.object({ value: z.number(), pagesAWeek: z.number() }),
  notes: z.array(z.string()),
});
export type Suggestion = z.infer<typeof Suggestion>;

const ruleReply = z.object({ rule: Rule });
const days = z.coerce.number().int().min(1).max(90).default(30);

/** What people want to be told about. */
export const ruleApi = {
  listRules: route({
    ...read,
    path: '/rules',
    summary: 'The rules, with how many things each looks at and how many alerts fire by it',
    input: z.object({}),
    reply: z.object({ rules: z.array(Rule) }),
  }),
  listDeletedRules: route({
    ...read,
    path: '/deleted-rules',
    summary: 'The rules that were deleted last, newest first, at most 200',
    input: z.object({}),
    reply: z.object({ rules: z.array(DeletedRule) }),
  }),
  getRule: route({ ...read, path: '/rules/:id', summary: 'One rule', input: byId, reply: ruleReply }),
  createRule: route({
    ...write,
    method: 'POST',
    path: '/rules',
    summary: 'Saves a new rule; one whose series does not exist yet is saved and says so',
    input: z.object({ spec: RuleSpec }),
    reply: ruleReply,
  }),
  updateRule: route({
    ...write,
    method: 'PUT',
    path: '/rules/:id',
    summary: 'Saves the next version; refused when somebody else has saved since `version`',
    input: byId.extend({ version, spec: RuleSpec }),
    reply: ruleReply,
  }),
  deleteRule: route({
    ...write,
    method: 'DELETE',
    path: '/rules/:id',
    summary: 'Takes a rule away and ends its alerts; restoring a version brings it back',
    input: byId,
    reply: z.object({ success: z.literal(true) }),
  }),
  getRuleHistory: route({
    ...read,
    path: '/rules/:id/history',
    summary: 'Every version of a rule, newest first, also of a deleted one',
    input: byId,
    reply: z.object({ versions: z.array(RuleVersion), deleted: z.boolean() }),
  }),
  restoreRule: route({
    ...write,
    method: 'POST',
    path: '/rules/:id/restore',
    summary: 'Makes an earlier version the newest; undoes a deletion',
    input: byId.extend({ version }),
    reply: ruleReply,
  }),
  exportRules: route({
    ...read,
    path: '/rules.yaml',
    summary: 'All rules as YAML, to keep in a repository and to import again',
    contentType: 'text/yaml',
    input: z.object({}),
    reply: z.string(),
  }),
  importRules: route({
    ...write,
    method: 'POST',
    path: '/rules/import',
    summary:
      'Reads rules from YAML, ours or of Prometheus, and says of each what becomes of it; saves only when told to',
    input: z.object({ text: z.string().min(1).max(500_000), dryRun: z.boolean().default(true) }),
    reply: z.object({ format: z.enum(['smartops', 'prometheus']), lines: z.array(ImportLine) }),
  }),
  getRuleChoices: route({
    ...read,
    path: '/rule-choices',
    summary: 'What a rule can be about: metrics and scopes that exist, with counts; of one metric, or of all',
    input: z.object({ metric: z.string().min(1).max(100).optional() }),
    reply: z.object({ choices: RuleChoices }),
  }),
  matchRule: route({
    ...read,
    method: 'POST',
    path: '/rules/matches',
    summary: 'What a rule would look at now, the worst first, with what it reads',
    input: z.object({ spec: RuleSpec }),
    reply: RuleMatches,
  }),
  replayRule: route({
    ...read,
    method: 'POST',
    path: '/rules/replay',
    summary:
      'When a rule would have fired on what is stored, beside the saved version of a rule if one is named',
    input: z.object({ spec: RuleSpec, days, against: byId.shape.id.optional() }),
    reply: z.object({ replay: Replay }),
  }),
  suggestThreshold: route({
    ...read,
    method: 'POST',
    path: '/rules/suggest',
    summary: 'The mildest limit by which a threshold rule would have told somebody at most so often a week',
    input: z.object({ spec: RuleSpec, days, pagesAWeek: z.number().min(0).max(1_000) }),
    reply: z.object({ suggestion: Suggestion }),
  }),
} satisfies Record<string, Route>;
