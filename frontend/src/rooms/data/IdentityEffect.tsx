import type { ReactElement } from "react";
import { isLive, useJobs } from "../../lib/live";
import type { Job } from "../../lib/types";
import { Link } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { Notice } from "../../ui/Notice";

export interface Change {
  /** The build that follows it. */
  readonly job: Job;
  /** Customers by the build before. */
  readonly before: number;
}

/** What a change of the rules does to the number of customers: known when the build has ended, and not before. */
export function IdentityEffect({ change: { job, before } }: { readonly change: Change }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const now = useJobs().data?.rows.find(({ id }) => id === job.id) ?? job;
  const after = now.outcome?.customers;
  const follow = <Link href="/data">{words("identity.effect.follow")}</Link>;
  if (isLive(now))
    return (
      <Notice title={words("identity.effect.builds")} small>
        <p>{words("identity.effect.before", { n: before })}</p>
        <p>{follow}</p>
      </Notice>
    );
  if (now.state !== "done" || after == null)
    return (
      <Notice title={words("identity.effect.not_built")} role="alert" small>
        <p>{words("identity.effect.as_before", { n: before })}</p>
        <p>{follow}</p>
      </Notice>
    );
  return (
    <Notice title={words("identity.effect.built")} small>
      <p>{after === before ? words("identity.effect.same", { n: after }) : words("identity.effect.after", { before: format.count(before), n: after })}</p>
    </Notice>
  );
}
