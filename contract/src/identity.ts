import { z } from 'zod';
import { IsoTime } from './status.ts';

/** What a member may do; each includes the ones before it. */
export const MemberRole = z.enum(['viewer', 'operator', 'admin']);
export type MemberRole = z.infer<typeof MemberRole>;

/** What an API key may be limited to. A person is never limited by a scope, only by the role. */
export const Scope = z.enum([
  'metrics:read',
  'deployments:read',
  'actions:write',
  'alerts:read',
  'alerts:write',
  'rules:write',
  'security:read',
  'settings:read',
  'settings:write',
  'stream:read',
  'members:read',
  'members:write',
  'keys:write',
  'audit:read',
]);
export type Scope = z.infer<typeof Scope>;

export const Workspace = z.object({ id: z.string(), name: z.string() });
export type Workspace = z.infer<typeof Workspace>;

/** Whoever asks. `loopback` is whoever sits at the machine of an open installation: the administrator, without a name. */
export const Me = z.object({
  kind: z.enum(['person', 'key', 'loopback']),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  role: MemberRole,
  /** May approve changes to production. */
  approver: z.boolean(),
  /** Null for people. */
  scopes: z.array(Scope).nullable(),
  workspace: Workspace,
});
export type Me = z.infer<typeof Me>;

/** What the sign-in page needs to know before anybody has signed in. */
export const SignInOptions = z.object({
  mode: z.enum(['open', 'required']),
  /** Nobody can sign in yet: the one-time token that the server printed makes the administrator. */
  firstRun: z.boolean(),
  workspace: z.string(),
  version: z.string(),
  demo: z.boolean(),
  /** The company's own sign-in, when there is one. */
  company: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Whether the server can send mail, without which a forgotten password is an administrator's matter. */
  mail: z.boolean(),
});
export type SignInOptions = z.infer<typeof SignInOptions>;

export const Member = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: MemberRole,
  approver: z.boolean(),
  /** `password`, `code` (a second factor), `passkey`, `company`. */
  signsInWith: z.array(z.enum(['password', 'code', 'passkey', 'company'])),
  /** The last request of any session; null when never. */
  seenAt: IsoTime.nullable(),
});
export type Member = z.infer<typeof Member>;

export const Invitation = z.object({
  id: z.string(),
  email: z.string(),
  role: MemberRole,
  approver: z.boolean(),
  invitedBy: z.string(),
  createdAt: IsoTime,
  expiresAt: IsoTime,
});
export type Invitation = z.infer<typeof Invitation>;

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  /** Its first characters, to be told apart by. */
  start: z.string(),
  role: MemberRole,
  scopes: z.array(Scope),
  createdAt: IsoTime,
  createdBy: z.string(),
  expiresAt: IsoTime.nullable(),
  lastUsedAt: IsoTime.nullable(),
});
export type ApiKey = z.infer<typeof ApiKey>;

/** A browser that is signed in. */
export const Session = z.object({
  id: z.string(),
  /** `Firefox on Linux`. */
  device: z.string(),
  address: z.string(),
  createdAt: IsoTime,
  seenAt: IsoTime,
  expiresAt: IsoTime,
  /** The one that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;

/** One privileged attempt. Each hash covers the row and the hash before it. */
export const AuditEntry = z.object({
  seq: z.int(),
  timestamp: IsoTime,
  actor: z.object({
    kind: z.enum(['person', 'key', 'loopback', 'system', 'anonymous']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  /** Noun and verb: `member.invite`. */
  action: z.string(),
  target: z.string().nullable(),
  outcome: z.enum(['allowed', 'refused', 'failed']),
  reason: z.string().nullable(),
  address: z.string().nullable(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditVerdict = z.object({
  ok: z.boolean(),
  rows: z.int(),
  /** Of the last row. */
  head: z.string().nullable(),
  /** The first row that is not as it was written, and what is wrong with it. */
  flaw: z.object({ seq: z.int(), text: z.string() }).nullable(),
  checkedAt: IsoTime,
  ms: z.number(),
});
export type AuditVerdict = z.infer<typeof AuditVerdict>;

export const Password = z.string().min(12, 'At least 12 characters').max(128, 'At most 128 characters');
const name = z.string().trim().min(1).max(100);
const email = z.email().max(254).toLowerCase();
const done = z.object({ success: z.literal(true) });
const auditFilter = z.object({
  actor: z.string().max(200).optional(),
  /** How the action begins: `member.` */
  action: z.string().max(100).optional(),
  outcome: z.enum(['allowed', 'refused', 'failed']).optional(),
  /** Anywhere in who, action, target, reason or address. */
  find: z.string().max(200).optional(),
  from: IsoTime.optional(),
  to: IsoTime.optional(),
});

/** Inputs and replies of the identity routes; `api.ts` gives each its path and role. */
export const identityShapes = {
  firstRun: {
    input: z.object({ token: z.string().max(100), name, email, password: Password, workspace: name }),
    reply: done,
  },
  updateMember: {
    input: z.object({
      id: z.string().max(200),
      role: MemberRole.optional(),
      approver: z.boolean().optional(),
    }),
    reply: z.object({ member: Member }),
  },
  invite: {
    input: z.object({ email, role: MemberRole.default('viewer'), approver: z.boolean().default(false) }),
    /** The link is shown once: only its hash is kept. */
    reply: z.object({ invitation: Invitation, url: z.string(), mailed: z.boolean() }),
  },
  /** What an invitation's link may be told before it is accepted. */
  lookAtInvitation: {
    input: z.object({ token: z.string().max(100) }),
    reply: z.object({ email: z.string(), role: MemberRole, workspace: z.string(), expiresAt: IsoTime }),
  },
  acceptInvitation: {
    input: z.object({ token: z.string().max(100), name, password: Password }),
    reply: z.object({ success: z.literal(true), email: z.string() }),
  },
  createApiKey: {
    input: z.object({
      name,
      role: MemberRole.default('viewer'),
      scopes: z.array(Scope).min(1).max(20),
      /** Days from now; at most a year. */
      expiresInDays: z.int().min(1).max(366).default(90),
    }),
    /** The key is shown once: only its hash is kept. */
    reply: z.object({ key: ApiKey, secret: z.string() }),
  },
  listAudit: {
    input: auditFilter.extend({
      /** The `seq` of the last row of the page before. */
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({ entries: z.array(AuditEntry), total: z.int() }),
  },
  exportAudit: { input: auditFilter.extend({ format: z.enum(['csv', 'jsonl']).default('csv') }) },
  streamTicket: { input: z.object({}), reply: z.object({ ticket: z.string(), expiresAt: IsoTime }) },
} as const;
