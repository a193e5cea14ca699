import type { Me, Member } from '@smartops/contract';
import { useCall } from '../../live/call.ts';

/** What the list of members says of whoever looks; undefined until it is read. */
export function useOwnMember(me: Me): Member | undefined {
  const { data } = useCall('listMembers', {});
  return data?.members.find(({ id, email }) => id === me.id || email === me.email);
}
