import type { Rule } from '@smartops/contract';
import { rulesPath } from '../../facts/rule-address.ts';
import { formatMoment } from '../../format/time.ts';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { changesOf } from './changes.ts';
import { toForm } from './form.ts';
import { merged } from './merge.ts';
import type { RuleDraft } from './use-rule-draft.ts';

/** That it is saved, and what that means when it does nothing yet. */
export function SavedBanner({ saved, onClose }: { saved: Rule; onClose: () => void }) {
  return (
    <section className="sheet" aria-label="Saved">
      <div className="notice one re-banner" role="status">
        <Glyph look={saved.problem ? 'warning' : 'healthy'} />
        <div className="notice-text">
          <p className="font-medium">
            {saved.version === 1 ? `“${saved.spec.name}” is saved` : `Saved as version ${saved.version}`}
            {!saved.spec.enabled && ', and off'}
          </p>
          <p className="text-fg-2">
            {saved.problem
              ? `${saved.problem}. It begins to judge with the first reading.`
              : 'It judges from the next reading on.'}
          </p>
        </div>
        <span className="flex gap-2">
          <PageLink className="btn" href={rulesPath}>
            All rules
          </PageLink>
          <button type="button" className="btn ghost" onClick={onClose}>
            Close
          </button>
        </span>
      </div>
    </section>
  );
}

/** Somebody else has saved while this was written: what they changed, and what becomes of both. */
export function ConflictBanner({ draft, base, theirs }: { draft: RuleDraft; base: Rule; theirs: Rule }) {
  const now = useNow(60_000);
  const { spec, takeTheirs, keepMine, set } = draft;
  const [mine, other] = [changesOf(base.spec, spec), changesOf(base.spec, theirs.spec)];
  const together = merged(base.spec, spec, theirs.spec);
  const parts = [...new Set([...other, ...mine].map(({ part }) => part))];
  return (
    <section className="sheet" aria-label="Conflict">
      <div className="notice re-banner" role="alert">
        <Glyph look="warning" />
        <div className="notice-text">
          <p className="font-medium">
            {theirs.updatedBy} saved version {theirs.version} meanwhile,{' '}
            {formatMoment(Date.parse(theirs.updatedAt), now)}
          </p>
          <p className="text-fg-2">
            {together
              ? 'You changed different things, so both can stay.'
              : 'Both changed the same: choose whose stays.'}
          </p>
        </div>
      </div>
      <div className="tw">
        <table aria-label="What both changed">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col" className="max-tab:hidden">
                Was
              </th>
              <th scope="col">{theirs.updatedBy}</th>
              <th scope="col">You</th>
            </tr>
          </thead>
          <tbody>
            {parts.map((part) => {
              const [yours, their] = [mine, other].map((list) => list.find((one) => one.part === part));
              return (
                <tr key={part} className={yours && their ? 'font-medium' : ''}>
                  <td>{part}</td>
                  <td className="max-tab:hidden">{(yours ?? their)?.before || '—'}</td>
                  <td className="re-wrap">{their?.after || '—'}</td>
                  <td className="re-wrap">{yours?.after || '—'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="re-choose">
        {together && (
          <button
            type="button"
            className="btn ink"
            onClick={() => {
              keepMine();
              set(toForm(together));
            }}
          >
            Keep both
          </button>
        )}
        <button type="button" className="btn" onClick={takeTheirs}>
          Take theirs, drop mine
        </button>
        <button type="button" className="btn" onClick={keepMine}>
          Keep mine over theirs
        </button>
        <span className="text-fg-3 text-xs">Nothing is saved before you save it.</span>
      </div>
    </section>
  );
}
