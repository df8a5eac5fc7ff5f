/** What a look at the project's health gives, as the page shows it. */

import type { ProjectHealth, ProjectTrouble } from "../../../lib/types";

type Subject = ProjectHealth["checked"][number];

/** The worst of all troubles; null where there is none. */
export function worst({ troubles }: Pick<ProjectHealth, "troubles">): ProjectTrouble["severity"] | null {
  return troubles[0]?.severity ?? null;
}

/** What was looked at and is well. */
export function well({ checked, troubles }: Pick<ProjectHealth, "checked" | "troubles">): readonly Subject[] {
  const troubled = new Set(troubles.map(({ subject }) => subject));
  return checked.filter((subject) => !troubled.has(subject));
}

/** Where something can be done about a trouble; null where it is done elsewhere. */
export function placeOf({ code, cure }: Pick<ProjectTrouble, "code" | "cure">): string | null {
  if (code === "unknown") return "/data/rules?part=journeys";
  if (code === "rejects") return "/data";
  if (code === "log") return "/settings/backups";
  return cure === "settings" ? "/data/rules" : null;
}

/** What a look takes: folders that people know by a name of their own, all others together. */
export function sizes(used: Readonly<Record<string, number>>): readonly { readonly name: string; readonly bytes: number }[] {
  const found = new Map<string, number>();
  for (const [folder, bytes] of Object.entries(used)) {
    const name = KNOWN.has(folder) ? folder : "other";
    found.set(name, (found.get(name) ?? 0) + bytes);
  }
  return [...found].map(([name, bytes]) => ({ name, bytes })).sort((one, other) => other.bytes - one.bytes);
}

const KNOWN: ReadonlySet<string> = new Set(["events", "journeys", "identity", "uploads", "rejects", "backups", "state"]);
