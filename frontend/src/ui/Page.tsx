import type { ReactElement, ReactNode } from "react";
import { useEffect } from "react";
import { useProject } from "./context";
import "./Page.css";

interface Props {
  readonly title: string;
  /** One sentence below the title. */
  readonly about?: ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** The pages of the room. */
  readonly tabs?: ReactNode;
  /** Tables and maps take the whole width; texts do not. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A page of a room: its title, what can be done, and what it shows. */
export function Page({ title, about, actions, tabs, wide = false, children }: Props): ReactElement {
  const { name } = useProject();
  useEffect(() => {
    document.title = name ? `${title} · ${name}` : title;
  }, [title, name]);
  return (
    <article className="dl-page" data-wide={wide || undefined}>
      <header className="dl-page-head">
        <div className="dl-page-title">
          <h1>{title}</h1>
          {about && <p className="dl-muted">{about}</p>}
        </div>
        {actions && <div className="dl-row">{actions}</div>}
      </header>
      {tabs}
      {children}
    </article>
  );
}
