import type { SourceFacts } from "../../../lib/types";

const DAY_US = 86_400_000_000;
const LEAST_US = 7 * DAY_US;
/** A source is behind where its newest event is older than the freshest source's by this part of all time that the data span. */
const PART = 0.1;

/** The sources that are much older than the freshest: comparisons across them mislead. */
export function outdated(sources: readonly Pick<SourceFacts, "source" | "first_us" | "last_us">[]): ReadonlySet<string> {
  const newest = Math.max(...sources.flatMap(({ last_us }) => last_us ?? []));
  const oldest = Math.min(...sources.flatMap(({ first_us }) => first_us ?? []));
  const allowed = Math.max(LEAST_US, PART * (newest - oldest));
  return new Set(sources.flatMap(({ source, last_us }) => (last_us !== null && newest - last_us > allowed ? [source] : [])));
}
