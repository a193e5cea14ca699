import type { Comparison } from '@smartops/contract';
import { ExternalLink } from 'lucide-react';
import { plural } from '../../format/number.ts';
import { useCall } from '../../live/call.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import type { ModalProps } from '../modal.ts';
import { countWords, directionWords, nameOf } from './words.ts';

/** The commits and files between two deployments. `part` is the other one's id. */
export default function CompareModal({ id, part, onClose }: ModalProps) {
  const { data, error, mutate } = useCall('compareDeployments', { id, ...(part && { with: part }) });
  const comparison = data?.comparison;
  return (
    <Dialog
      title={comparison ? `${comparison.to.name}: what changed` : 'What changed'}
      note={comparison && `${nameOf(comparison.from)} → ${nameOf(comparison.to)}`}
      onClose={onClose}
      foot={
        comparison?.url && (
          <a className="link action-link" href={comparison.url} target="_blank" rel="noreferrer">
            <ExternalLink size={14} aria-hidden />
            Compare on GitHub
          </a>
        )
      }
    >
      {comparison && <Between comparison={comparison} />}
      {!comparison && !error && <SkeletonRows rows={6} />}
      {!comparison && error && (
        <div className="empty" role="alert">
          <h3>They cannot be compared</h3>
          <p>{error.message}</p>
          <button type="button" className="btn" onClick={() => void mutate()}>
            Try again
          </button>
        </div>
      )}
    </Dialog>
  );
}

function Between({ comparison }: { comparison: Comparison }) {
  const { commits, files, direction } = comparison;
  return (
    <div className="compare">
      <p className={direction === 'forward' || direction === 'same' ? 'text-fg-2' : 'font-medium'}>
        {directionWords[direction]}
      </p>
      {direction !== 'same' && (
        <>
          <h3>{countWords(comparison)}</h3>
          <ul>
            {commits.map(({ sha, title, author, url }) => (
              <li key={sha}>
                {url ? (
                  <a className="link mono" href={url} target="_blank" rel="noreferrer">
                    {sha.slice(0, 7)}
                  </a>
                ) : (
                  <span className="mono">{sha.slice(0, 7)}</span>
                )}
                <span className="min-w-0 truncate" title={title}>
                  {title}
                </span>
                <span className="text-fg-3">{author}</span>
              </li>
            ))}
          </ul>
          <h3>{plural(files.length, 'file')}</h3>
          <ul>
            {files.map(({ name, status }) => (
              <li key={name}>
                <span className="text-fg-3">{status}</span>
                <span className="mono min-w-0 truncate" title={name}>
                  {name}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
