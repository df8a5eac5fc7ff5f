import type { ReactElement, ReactNode } from "react";
import { Link } from "react-aria-components";
import "./Tabs.css";

export interface Tab {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

/** The pages of a room; each has an address of its own. */
export function Tabs({ label, tabs, children }: { readonly label: string; readonly tabs: readonly Tab[]; readonly children?: ReactNode }): ReactElement {
  return (
    <nav className="dl-tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} className="dl-tab" {...(tab.current ? { "aria-current": "page" as const } : {})}>
          {tab.label}
        </Link>
      ))}
      {children}
    </nav>
  );
}
