'use client';

import { type ComponentType, lazy, Suspense } from 'react';
import { useMe } from '../../../live/call.ts';
import { Connections } from '../../../panels/connections/connections.tsx';
import { deployRules } from '../../../panels/deploy-rules/index.tsx';
import { diagnostics } from '../../../panels/diagnostics/index.tsx';
import { choice, useUrl } from '../../../state/url-state.ts';
import { Sheet, SkeletonRows } from '../../../ui/sheet.tsx';
import { Tabs } from '../../../ui/tabs.tsx';

const everybody = [
  ...(['connections', 'thresholds', 'channels', 'routes', 'retention'] as const),
  ...(['profile', 'members'] as const),
] as const;
const admins = ['keys', 'audit'] as const;
type Tab = (typeof everybody)[number] | (typeof admins)[number];

const words: Record<Tab, string> = {
  connections: 'Connections',
  thresholds: 'Thresholds',
  retention: 'Retention and intervals',
  channels: 'Channels',
  routes: 'Routes',
  profile: 'Profile',
  members: 'Members and roles',
  keys: 'API keys',
  audit: 'Audit log',
};

/** What each tab shows; loaded when it is first opened, for most visits want one of them. */
const views: Record<Tab, ComponentType> = {
  connections: () => (
    <>
      <Connections />
      {deployRules.render()}
      {diagnostics.render()}
    </>
  ),
  thresholds: lazy(async () => ({
    default: (await import('../../../panels/thresholds/thresholds.tsx')).Thresholds,
  })),
  retention: lazy(async () => ({
    default: (await import('../../../panels/retention/retention.tsx')).Retention,
  })),
  channels: lazy(async () => ({
    default: (await import('../../../panels/channels/channels.tsx')).Channels,
  })),
  routes: lazy(async () => ({
    default: (await import('../../../panels/notify-routes/notify-routes.tsx')).NotifyRoutes,
  })),
  profile: lazy(async () => ({ default: (await import('../../../panels/profile/profile.tsx')).Profile })),
  members: lazy(async () => ({ default: (await import('../../../panels/members/members.tsx')).Members })),
  keys: lazy(async () => ({ default: (await import('../../../panels/api-keys/api-keys.tsx')).ApiKeys })),
  audit: lazy(async () => ({ default: (await import('../../../panels/audit/audit.tsx')).Audit })),
};

const field = choice('tab', [...everybody, ...admins]);

export function Settings() {
  const me = useMe();
  const [asked, setTab] = useUrl(field);
  const tabs = me?.role === 'admin' ? [...everybody, ...admins] : everybody;
  const tab = me && !tabs.some((it) => it === asked) ? 'connections' : asked;
  const View = views[tab];
  return (
    <>
      <div className="sheet stick">
        <Tabs
          label="Settings"
          options={tabs}
          words={words}
          value={tab}
          controls="settings-part"
          onChange={setTab}
        />
      </div>
      <div className="panels" role="tabpanel" id="settings-part" aria-labelledby={`settings-part-${tab}`}>
        <Suspense fallback={<Loading />}>{me || tab === 'connections' ? <View /> : <Loading />}</Suspense>
      </div>
    </>
  );
}

const Loading = () => (
  <Sheet label="Loading">
    <SkeletonRows rows={6} tall />
  </Sheet>
);
