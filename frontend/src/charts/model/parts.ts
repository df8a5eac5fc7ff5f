/** Drawings of several groups: each on its own, all on one scale. */

import type { Spec } from "./look";
import { isRecord, rowsOf } from "./look";

export interface Part {
  /** Whose it is; null where there is but one. */
  readonly title: string | null;
  readonly spec: Spec;
}

/** The names of the groups that have nothing to show. */
export function emptyOf(spec: Spec): readonly string[] {
  const stacked = spec["vconcat"];
  if (!Array.isArray(stacked)) return [];
  return stacked.filter(isRecord).flatMap((part) => (showsAnything(part) || typeof part["title"] !== "string" ? [] : [part["title"]]));
}

/** Whether a drawing has rows, and one of its lengths, where it has any, is more than nothing. */
function showsAnything(part: Spec): boolean {
  const [rows, lengths] = [rowsOf(part), lengthsOf(part)];
  return rows.length > 0 && (lengths.length === 0 || rows.some((row) => lengths.some((field) => row[field])));
}

/** The drawings in a specification that have anything to show. Those of several groups reach equally far, so that their lengths can be compared. */
export function partsOf(spec: Spec): readonly Part[] {
  const stacked = spec["vconcat"];
  if (!Array.isArray(stacked)) return rowsOf(spec).length > 0 ? [{ title: null, spec }] : [];
  const parts = stacked.filter(isRecord).filter(showsAnything);
  const most = new Map<string, number>();
  for (const part of parts) {
    for (const field of lengthsOf(part)) {
      const values = rowsOf(part).flatMap((row) => (typeof row[field] === "number" ? [row[field]] : []));
      most.set(field, Math.max(most.get(field) ?? 0, ...values));
    }
  }
  return parts.map((part) => ({ title: typeof part["title"] === "string" ? part["title"] : "", spec: equally(part, most) }));
}

/** The fields that a part draws as lengths. */
function lengthsOf(part: Spec): readonly string[] {
  return layersOf(part).flatMap((layer) =>
    Object.values(encodingOf(layer)).flatMap((channel) => (isLength(channel) && typeof channel["field"] === "string" ? [channel["field"]] : [])),
  );
}

function equally(part: Spec, most: ReadonlyMap<string, number>): Spec {
  const drawn = (layer: Spec): Spec => ({
    ...layer,
    encoding: Object.fromEntries(
      Object.entries(encodingOf(layer)).map(([name, channel]) => {
        if (!isLength(channel)) return [name, channel];
        const reach = most.get(String(channel["field"]));
        const scale = isRecord(channel["scale"]) ? channel["scale"] : {};
        return [name, reach ? { ...channel, scale: { ...scale, domainMax: reach } } : channel];
      }),
    ),
  });
  return Array.isArray(part["layer"]) ? { ...part, layer: layersOf(part).map(drawn) } : drawn(part);
}

function layersOf(part: Spec): readonly Spec[] {
  return Array.isArray(part["layer"]) ? part["layer"].filter(isRecord) : [part];
}

function encodingOf(layer: Spec): Readonly<Record<string, unknown>> {
  return isRecord(layer["encoding"]) ? layer["encoding"] : {};
}

function isLength(channel: unknown): channel is Spec {
  return isRecord(channel) && channel["type"] === "quantitative" && isRecord(channel["scale"]) && channel["scale"]["zero"] === true;
}
