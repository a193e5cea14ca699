import { api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { serve } from '../../platform/http/serve.ts';
import { toAlert } from '../alert.ts';
import { listStore } from '../list-store.ts';
import type { AlertPorts } from '../ports.ts';
import { previewOf } from './preview.ts';
import { type StoredSilence, toSilence } from './silence.ts';
import { silenceStore } from './store.ts';
import { createSilence, endSilence, updateSilence } from './verbs.ts';

const shownInPreview = 20;
const weekMs = 7 * 86_400_000;

export function silenceRoutes(app: FastifyInstance, { context, doer, isDemo, watched }: AlertPorts): void {
  const { database, workspace, now } = context;
  const alerts = () => listStore(database, watched(), workspace);
  const shown = async (one: StoredSilence) =>
    toSilence(one, (await alerts().hidden()).get(one.id) ?? 0, now());
  const done = async (one: StoredSilence) => ({ success: true as const, silence: await shown(one) });

  serve(app, api.listSilences, async () => {
    const [silences, hidden] = await Promise.all([
      silenceStore(database, workspace).list(now()),
      alerts().hidden(),
    ]);
    return { silences: silences.map((one) => toSilence(one, hidden.get(one.id) ?? 0, now())) };
  });
  serve(app, api.createSilence, async (form, asker) => done(await createSilence(form, doer(asker), context)));
  serve(app, api.updateSilence, async ({ id, ...form }, asker) =>
    done(await updateSilence(id, form, doer(asker), context)),
  );
  serve(app, api.endSilence, async ({ id }, asker) => done(await endSilence(id, doer(asker), context)));
  serve(app, api.previewSilence, async (form) => {
    const known = await alerts().since(now() - weekMs);
    const preview = previewOf(form, {
      firing: known.filter(({ state, dismissal }) => state === 'firing' && !dismissal),
      lately: known.filter(({ firedAt }) => firedAt >= now() - weekMs),
    });
    const some = (list: typeof preview.now) =>
      list.slice(0, shownInPreview).map((one) => toAlert(one, isDemo(one.connectionId)));
    return {
      now: some(preview.now),
      nowTotal: preview.now.length,
      told: some(preview.told),
      week: some(preview.week),
      weekTotal: preview.week.length,
    };
  });
}
