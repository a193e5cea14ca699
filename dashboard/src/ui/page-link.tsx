import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

type PageLinkProps = Omit<ComponentProps<typeof Link>, 'href' | 'prefetch'> & { href: string };

/** A link to a page of ours. What the page needs is loaded when someone reaches for it, not before. */
export function PageLink({ href, ...rest }: PageLinkProps) {
  const router = useRouter();
  const prefetch = () => router.prefetch(href);
  return <Link {...rest} href={href} prefetch={false} onPointerEnter={prefetch} onFocus={prefetch} />;
}
