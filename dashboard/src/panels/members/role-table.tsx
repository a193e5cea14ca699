import type { MemberRole } from '@smartops/contract';
import { Check } from 'lucide-react';
import { roles } from '../../facts/roles.ts';

type May = boolean | 'approver';

const rows: readonly (readonly [string, Readonly<Record<MemberRole, May>>])[] = [
  ['See everything', { viewer: true, operator: true, admin: true }],
  ['Acknowledge, note, investigate', { viewer: false, operator: true, admin: true }],
  ['Re-run, redeploy', { viewer: false, operator: true, admin: true }],
  ['Change production', { viewer: false, operator: 'approver', admin: 'approver' }],
  ['Connections, thresholds', { viewer: false, operator: false, admin: true }],
  ['Members, keys, audit log', { viewer: false, operator: false, admin: true }],
];

const heads: Record<MemberRole, string> = { viewer: 'Viewer', operator: 'Operator', admin: 'Admin' };

/** What each role may do. */
export function RoleTable() {
  return (
    <div>
      <div className="tw">
        <table>
          <thead>
            <tr>
              <th scope="col">May</th>
              {roles.map((role) => (
                <th key={role} scope="col" className="r">
                  {heads[role]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([what, may]) => (
              <tr key={what}>
                <td className="whitespace-normal">{what}</td>
                {roles.map((role) => (
                  <td key={role} className="r">
                    <Mark may={may[role]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="border-line border-t px-4 pt-2.5 pb-3 max-tab:px-3 text-fg-3 text-xs">
        A change to production needs a second person who approves. A role change reaches open pages within 5
        s.
      </p>
    </div>
  );
}

function Mark({ may }: { may: May }) {
  if (may === 'approver') return 'approver';
  return may ? (
    <>
      <Check size={14} className="tick-mark" aria-hidden />
      <span className="sr-only">yes</span>
    </>
  ) : (
    <>
      <span className="text-fg-3" aria-hidden>
        —
      </span>
      <span className="sr-only">no</span>
    </>
  );
}
