import type { ReactElement, ReactNode } from "react";
import { Mark } from "./Mark";

interface Props {
  readonly title: string;
  readonly children?: ReactNode;
  /** `alert` is read out at once. */
  readonly role?: "alert" | "status";
}

/** A page that has one thing to say. */
export function Notice({ title, children, role = "status" }: Props): ReactElement {
  return (
    <section className="notice" role={role}>
      <Mark size={44} />
      <h1>{title}</h1>
      {children}
    </section>
  );
}
