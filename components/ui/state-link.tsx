/** A link that changes the page's own state: a plain GET address, followed in place when scripts run. */
import Link from "next/link";
import type { ReactNode } from "react";

export interface StateLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
  readonly title?: string;
  readonly label?: string;
}

/** Keeps the scroll position, and never fetches ahead: a page has hundreds of these. */
export function StateLink({ href, children, className, current, title, label }: StateLinkProps) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      className={className}
      aria-current={current ? "true" : undefined}
      title={title}
      aria-label={label}
    >
      {children}
    </Link>
  );
}
