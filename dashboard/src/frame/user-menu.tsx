import type { Me } from '@smartops/contract';
import { LogOut, Moon, Server, Settings } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTheme } from 'next-themes';
import { roleWord } from '../facts/roles.ts';
import { useMe } from '../live/call.ts';
import { Menu } from '../ui/menu.tsx';
import { initials } from './initials.ts';

/** Who is signed in, and the way to their profile and out. */
export function UserMenu() {
  const me = useMe();
  return me ? <Account me={me} /> : <span className="avatar" />;
}

const themes = ['system', 'light', 'dark'];

function Account({ me }: { me: Me }) {
  const router = useRouter();
  const { theme = 'system', setTheme } = useTheme();
  const atMachine = me.kind === 'loopback';
  const name = atMachine ? 'This machine' : me.name;
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  return (
    <Menu
      label={`Account of ${name}`}
      look="icon"
      caption={
        <>
          <b className="font-medium text-fg">{name}</b>, {roleWord[me.role].toLowerCase()}
          <br />
          {me.email ?? 'sign-in is off, open on this machine only'}
        </>
      }
      items={[
        {
          label: 'Profile',
          icon: <Settings aria-hidden />,
          apart: true,
          run: () => router.push('/settings?tab=profile'),
        },
        {
          label: 'Theme',
          icon: <Moon aria-hidden />,
          now: theme[0]?.toUpperCase() + theme.slice(1),
          run: () => setTheme(next),
        },
        ...(atMachine
          ? []
          : [
              {
                label: 'Log out',
                icon: <LogOut aria-hidden />,
                apart: true,
                run: () => void import('../live/auth.ts').then(({ signOut }) => signOut()),
              },
            ]),
      ]}
    >
      <span className="avatar">{atMachine ? <Server size={14} aria-hidden /> : initials(name)}</span>
    </Menu>
  );
}
