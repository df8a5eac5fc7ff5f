/** What became of a thing while it was edited here. No React. */

export type Meanwhile<T> = { readonly kind: "same" } | { readonly kind: "changed"; readonly now: T } | { readonly kind: "gone" };

/** Nobody else has touched it. */
export const SAME = { kind: "same" } as const;

/**
 * Compares what was looked at when the editing began with what there is now.
 *
 * @param base null for a new thing: nobody else can have changed it
 * @param now undefined where it is not there any more
 * @param says what of it must not have changed
 */
export function meanwhile<T>(base: T | null, now: T | undefined, says: (one: T) => unknown): Meanwhile<T> {
  if (base === null) return SAME;
  if (now === undefined) return { kind: "gone" };
  return says(base) === says(now) ? SAME : { kind: "changed", now };
}
