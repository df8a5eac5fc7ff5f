import type { ReactElement } from "react";
import { Link } from "react-aria-components";
import { isLive, useJobs } from "../lib/live";
import { useWords } from "../ui/context";

/** That something long is running; leads to where it is followed. Nothing while nothing runs. */
export function JobsSign(): ReactElement | null {
  const words = useWords();
  const live = useJobs().data?.rows.filter(isLive) ?? [];
  if (live.length === 0) return null;
  return (
    <Link className="dl-working" href="/data">
      <span className="dl-spinner" aria-hidden="true" />
      <span className="dl-who">{words("shell.jobs", { n: live.length })}</span>
    </Link>
  );
}
