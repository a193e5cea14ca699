import { ConflictError, NotFoundError } from '../platform/errors.ts';
import type { Plan } from './commit.ts';
import type { Deed, SettingsContext, Trace } from './context.ts';
import { settingStore } from './setting-store.ts';

/** Takes a save back: what it wrote becomes what it was before. Throws NotFoundError, and ConflictError when that is too late. */
export async function planUndo(id: string, context: SettingsContext): Promise<Plan> {
  const store = settingStore(context.database, context.workspace);
  const save = await store.findSave(id);
  if (!save) throw new NotFoundError('Save', id);
  if (save.undoneBy !== null) throw new ConflictError(`${save.undoneBy} has undone this already`);
  const changes = await store.changesOf(id);
  for (const { name, version } of changes)
    if ((await store.find(name))?.version !== version)
      throw new ConflictError('The same was changed again since, so this cannot be undone by itself');
  const deeds: Deed[] = [];
  for (const trace of await store.tracesOf(id)) deeds.push(await keeperOf(trace, context).takeBack(trace));
  return {
    what: `Undid: ${save.what}`.slice(0, 200),
    target: save.what,
    detail: { save: id },
    writes: changes.map(({ name, version, before }) => ({ name, was: version, value: before })),
    seals: [],
    deeds,
    undoes: id,
  };
}

const keeperOf = ({ subject }: Trace, { thresholds, channels }: SettingsContext) =>
  subject.startsWith('rule:') ? thresholds : channels;
