import type { ReactElement, ReactNode } from "react";
import { useEffect, useRef } from "react";
import { Link } from "react-aria-components";
import "./Tabs.css";

export interface Tab {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
}

/** The pages of a room; each has an address of its own. */
export function Tabs({ label, tabs, children }: { readonly label: string; readonly tabs: readonly Tab[]; readonly children?: ReactNode }): ReactElement {
  const row = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  useEffect(() => {
    const [around, tab] = [row.current, row.current?.querySelector("[aria-current]")];
    if (!around || !tab) return;
    const [from, to] = [around.getBoundingClientRect(), tab.getBoundingClientRect()];
    around.scrollLeft += to.left - from.left - (from.width - to.width) / 2; // a narrow window shows the page's own tab, too
  }, [current, label]);
  return (
    <nav className="dl-tabs" aria-label={label} ref={row}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} className="dl-tab" {...(tab.current ? { "aria-current": "page" as const } : {})}>
          {tab.label}
        </Link>
      ))}
      {children}
    </nav>
  );
}
