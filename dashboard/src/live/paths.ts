import type { Api } from '@smartops/contract';

/** The calls of this page. The contract's own table carries zod, which must not reach the browser; a test compares the two. */
export const calls = {
  getMe: 'GET /me',
  getSignInOptions: 'GET /sign-in-options',
  firstRun: 'POST /first-run',
  createStreamTicket: 'POST /stream-ticket',
  listMembers: 'GET /members',
  updateMember: 'PATCH /members/:id',
  removeMember: 'DELETE /members/:id',
  listInvitations: 'GET /invitations',
  invite: 'POST /invitations',
  revokeInvitation: 'DELETE /invitations/:id',
  lookAtInvitation: 'POST /invitation',
  acceptInvitation: 'POST /invitation/accept',
  listApiKeys: 'GET /api-keys',
  createApiKey: 'POST /api-keys',
  revokeApiKey: 'DELETE /api-keys/:id',
  listSessions: 'GET /sessions',
  revokeSession: 'DELETE /sessions/:id',
  revokeOtherSessions: 'DELETE /sessions',
  listAudit: 'GET /audit',
  verifyAudit: 'POST /audit/verify',
  getMetrics: 'GET /metrics',
  getChart: 'GET /charts/:metricId',
  listDeployments: 'GET /deployments',
  compareDeployments: 'GET /deployments/:id/compare',
  listEnvironments: 'GET /environments',
  getInsight: 'GET /insight',
  getDeployRules: 'GET /settings/deploy-rules',
  saveDeployRules: 'PUT /settings/deploy-rules',
  previewDeployRules: 'POST /settings/deploy-rules/preview',
  setHistory: 'POST /sources/:id/history',
  listAlerts: 'GET /alerts',
  getAlert: 'GET /alerts/:id',
  getAlertTold: 'GET /alerts/:id/told',
  getIncidentTold: 'GET /incidents/:id/told',
  listIncidentChoices: 'GET /incidents/choices',
  actOnAlert: 'POST /alerts/:id/acts',
  actOnAlerts: 'POST /alerts/acts',
  listRules: 'GET /rules',
  listDeletedRules: 'GET /deleted-rules',
  getRule: 'GET /rules/:id',
  createRule: 'POST /rules',
  updateRule: 'PUT /rules/:id',
  deleteRule: 'DELETE /rules/:id',
  getRuleHistory: 'GET /rules/:id/history',
  restoreRule: 'POST /rules/:id/restore',
  importRules: 'POST /rules/import',
  getRuleChoices: 'GET /rule-choices',
  matchRule: 'POST /rules/matches',
  replayRule: 'POST /rules/replay',
  suggestThreshold: 'POST /rules/suggest',
  listSilences: 'GET /silences',
  createSilence: 'POST /silences',
  updateSilence: 'PUT /silences/:id',
  endSilence: 'DELETE /silences/:id',
  previewSilence: 'POST /silences/preview',
  listIncidents: 'GET /incidents',
  getIncident: 'GET /incidents/:id',
  getIncidentFigures: 'GET /incidents/figures',
  getPostMortem: 'GET /incidents/:id/post-mortem',
  createIncident: 'POST /incidents',
  updateIncident: 'PATCH /incidents/:id',
  addIncidentNote: 'POST /incidents/:id/notes',
  removeIncidentAlert: 'DELETE /incidents/:id/alerts/:alertId',
  mergeIncidents: 'POST /incidents/:id/merge',
  splitIncident: 'POST /incidents/:id/split',
  listNetworks: 'GET /web3',
  listAwsServices: 'GET /aws-services',
  listPipelines: 'GET /pipelines',
  listRuns: 'GET /runs',
  listDeploymentHistory: 'GET /deployments/history',
  listDeploymentChoices: 'GET /deployments/choices',
  listRunChoices: 'GET /runs/choices',
  getPipeline: 'GET /pipeline/:id',
  getLogOutline: 'GET /pipeline/:id/logs/:stageId/outline',
  getLogLines: 'GET /pipeline/:id/logs/:stageId/lines',
  findInLog: 'GET /pipeline/:id/logs/:stageId/find',
  downloadLog: 'GET /pipeline/:id/logs/:stageId/text',
  listActions: 'GET /actions',
  getAction: 'GET /actions/:id',
  proposeAction: 'POST /actions',
  sendAction: 'POST /actions/:id/send',
  approveAction: 'POST /actions/:id/approve',
  rejectAction: 'POST /actions/:id/reject',
  listActivity: 'GET /activity',
  listNotifications: 'GET /notifications',
  readNotifications: 'POST /notifications/read',
  listChannels: 'GET /channels',
  createChannel: 'POST /channels',
  updateChannel: 'PATCH /channels/:id',
  deleteChannel: 'DELETE /channels/:id',
  restoreChannel: 'POST /channels/:id/restore',
  testChannel: 'POST /channels/:id/test',
  getNotifyPolicy: 'GET /notify/policy',
  putNotifyPolicy: 'PUT /notify/policy',
  previewNotify: 'POST /notify/preview',
  listDeliveries: 'GET /deliveries',
  getNotifyFigures: 'GET /deliveries/figures',
  retryDelivery: 'POST /deliveries/:id/retry',
  listSources: 'GET /sources',
  getSettings: 'GET /settings',
  updateSettings: 'PUT /settings',
  listSaves: 'GET /settings/saves',
  undoSave: 'POST /settings/saves/:id/undo',
  getStorage: 'GET /settings/storage',
  listSourceKinds: 'GET /source-kinds',
  listConnections: 'GET /connections',
  addConnection: 'POST /connections',
  testConnection: 'POST /connections/test',
  updateConnection: 'PATCH /connections/:id',
  removeConnection: 'DELETE /connections/:id',
  listSenders: 'GET /senders',
  addSender: 'POST /senders',
  previewSender: 'POST /senders/preview',
  updateSender: 'PATCH /senders/:id',
  undoSender: 'POST /senders/:id/undo',
  rotateSender: 'POST /senders/:id/token',
  removeSender: 'DELETE /senders/:id',
  restoreSender: 'POST /senders/:id/restore',
  getHealth: 'GET /health',
} as const satisfies Partial<Record<keyof Api, string>>;

/** Those that answer strangers: when one of them says 401, nobody has been signed out. */
export const openCalls: readonly CallName[] = [
  'getSignInOptions',
  'firstRun',
  'lookAtInvitation',
  'acceptInvitation',
  'getHealth',
];

export type CallName = keyof typeof calls;
/** What a call takes; the server says what is missing. */
export type Input<Name extends CallName> = Partial<ReturnType<Api[Name]['input']['parse']>>;
export type Reply<Name extends CallName> = ReturnType<Api[Name]['reply']['parse']>;

export interface Request {
  readonly method: string;
  readonly address: string;
  readonly body: Readonly<Record<string, unknown>> | undefined;
}

/** A call as a request: `:name` parts are filled from the input; the rest becomes the body, or the query where there is none. */
export function requestOf<Name extends CallName>(name: Name, input: Input<Name>): Request {
  const [method = '', template = ''] = calls[name].split(' ');
  const rest = new Map<string, unknown>(Object.entries(input));
  const path = template.replace(/:(\w+)/g, (_, part: string) => {
    const value = rest.get(part);
    if (value === undefined) throw new Error(`${name} needs ${part}`);
    rest.delete(part);
    return encodeURIComponent(`${value}`);
  });
  if (method.startsWith('P')) return { method, address: path, body: Object.fromEntries(rest) };
  const query = new URLSearchParams([...rest].map(([key, value]) => [key, `${value}`]));
  return { method, address: rest.size ? `${path}?${query}` : path, body: undefined };
}
