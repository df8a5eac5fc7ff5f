import type { ReactElement, ReactNode } from "react";
import "./Card.css";

interface Props {
  readonly title?: ReactNode;
  /** Stands beside the title: a link on, a button. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  readonly as?: "section" | "li" | "article";
  /** Of its title: 3 within a part of the page that has a title of its own. */
  readonly level?: 2 | 3;
}

/** What belongs together. */
export function Card({ title, aside, children, as: Element = "section", level = 2 }: Props): ReactElement {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <Element className="dl-card">
      {(title || aside) && (
        <header className="dl-card-head">
          {title && <Heading>{title}</Heading>}
          {aside}
        </header>
      )}
      {children}
    </Element>
  );
}

/** A word that says of which kind something is. */
export function Tag({ tone = "plain", children }: { readonly tone?: "plain" | "good" | "bad" | "mood"; readonly children: ReactNode }): ReactElement {
  return (
    <span className="dl-tag" data-tone={tone}>
      {children}
    </span>
  );
}
