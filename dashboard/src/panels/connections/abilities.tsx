import type { Ability } from '@smartops/contract';

const words: Record<Ability['may'], string> = { yes: 'Yes', no: 'No', unknown: 'Not known' };

/** What the credentials of a source may do, and what they lack for the rest. */
export function Abilities({ abilities, title }: { abilities: readonly Ability[]; title: string }) {
  const lacking = abilities.filter(({ may }) => may === 'no').length;
  return (
    <details>
      <summary className="text-fg-2">
        What this token may do{lacking > 0 && ` (${lacking} of ${abilities.length} it may not)`}
      </summary>
      <table aria-label={`What the token of ${title} may do`}>
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">May</th>
            <th scope="col">Permission</th>
          </tr>
        </thead>
        <tbody>
          {abilities.map(({ feature, may, needs }) => (
            <tr key={feature}>
              <td>{feature}</td>
              <td className={may === 'no' ? 'font-medium' : 'text-fg-2'}>{words[may]}</td>
              <td className="text-fg-2">{needs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
