import type { Action, ActionFact } from '@smartops/contract';
import { Glyph } from '../../ui/glyph.tsx';

/** What going there means, each fact with its first items to unfold. */
export function Facts({ facts }: { facts: Action['summary']['facts'] }) {
  return (
    <ul className="action-facts">
      {facts.map((fact) => (
        <li key={fact.label} className={fact.warns ? 'c-warning' : ''}>
          {fact.items.length === 0 ? <Line fact={fact} /> : <Foldable fact={fact} />}
        </li>
      ))}
    </ul>
  );
}

function Line({ fact: { label, text, warns } }: { fact: ActionFact }) {
  return (
    <span className="action-fact">
      <span className="text-fg-3">{label}</span>
      <span>
        {warns && (
          <>
            <Glyph look="warning" />
            <span className="sr-only">Look at this: </span>{' '}
          </>
        )}
        {text}
      </span>
    </span>
  );
}

function Foldable({ fact }: { fact: ActionFact }) {
  return (
    <details open={fact.warns}>
      <summary>
        <Line fact={fact} />
      </summary>
      <ul className="action-items">
        {fact.items.map(({ text, url }) => (
          <li key={text}>
            {url ? (
              <a href={url} target="_blank" rel="noreferrer">
                {text}
              </a>
            ) : (
              text
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
