import { Download } from 'lucide-react';
import { useCall } from '../../live/call.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { save } from '../../ui/save.ts';
import { SkeletonRows } from '../../ui/sheet.tsx';
import type { IncidentDialogProps } from './dialog-props.ts';

/** A draft made of the timeline: to read, to copy, to keep. */
export function PostMortemDialog({ view: { incident }, onClose }: IncidentDialogProps) {
  const { data, error } = useCall('getPostMortem', { id: incident.id });
  const draft = data?.postMortem;
  return (
    <Dialog
      title={`Post-mortem of ${incident.name}`}
      note="A draft of what is on record. What it does not know it asks."
      size="wide"
      onClose={onClose}
      foot={
        <>
          <span className="flex-1">Markdown</span>
          {draft && (
            <>
              <CopyButton text={draft.markdown} label="Copy" />
              <button
                type="button"
                className="btn ink"
                onClick={() => save(draft.markdown, `${incident.name}-post-mortem.md`, 'text/markdown')}
              >
                <Download size={14} aria-hidden /> Download
              </button>
            </>
          )}
        </>
      }
    >
      {error && (
        <p className="err p-4" role="alert">
          {error.message}
        </p>
      )}
      {!draft && !error && <SkeletonRows rows={10} />}
      {draft && (
        <article className="post-mortem">
          <h3>{draft.title}</h3>
          {draft.sections.map((section) => (
            <section key={section.title}>
              <h4>{section.title}</h4>
              {section.paragraphs.map((text) => (
                <p key={text}>{text}</p>
              ))}
              {section.items.length > 0 && (
                <ul>
                  {section.items.map((text) => (
                    <li key={text}>{text}</li>
                  ))}
                </ul>
              )}
              {section.table && <Table {...section.table} />}
            </section>
          ))}
        </article>
      )}
    </Dialog>
  );
}

function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  if (rows.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section className="tw" tabIndex={0} aria-label={head.join(', ')}>
      <table>
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same.
            <tr key={row}>
              {cells.map((text, cell) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column.
                <td key={cell}>{text}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
