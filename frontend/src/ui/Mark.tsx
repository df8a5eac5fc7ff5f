import type { ReactElement } from "react";

/** Our sign: a path worn into the grass. */
export function Mark({ size }: { readonly size: number }): ReactElement {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 20c0-5 5-4.6 8-8s3-8 8-8" fill="none" stroke="var(--dl-edge)" strokeWidth="2.6" strokeLinecap="round" />
      <path d="M12.5 20.5h.1M17.5 16h.1M6 9h.1" stroke="var(--dl-bar)" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
