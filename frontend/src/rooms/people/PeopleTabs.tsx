import type { ReactElement } from "react";
import { useMay } from "../../lib/session";
import { useWords } from "../../ui/context";
import { Tabs } from "../../ui/Tabs";

/** The two pages of the room, everybody and the segments; whoever may not see people has the segments alone. */
export function PeopleTabs({ current }: { readonly current: "people" | "segments" }): ReactElement | null {
  const words = useWords();
  if (!useMay("people")) return null;
  return (
    <Tabs
      label={words("shell.room.people")}
      tabs={[
        { href: "/people", label: words("people.everybody"), current: current === "people" },
        { href: "/segments", label: words("people.segments"), current: current === "segments" },
      ]}
    />
  );
}
