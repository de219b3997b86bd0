/** A link that changes the page's own state: a plain GET address; with scripts the reader stays at the same place of the page (page-script.ts). */
import type { ReactNode } from "react";

export interface StateLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly current?: boolean;
  readonly title?: string;
  readonly label?: string;
}

export function StateLink({ href, children, className, current, title, label }: StateLinkProps) {
  return (
    <a href={href} data-keep="" className={className} aria-current={current ? "true" : undefined} title={title} aria-label={label}>
      {children}
    </a>
  );
}
