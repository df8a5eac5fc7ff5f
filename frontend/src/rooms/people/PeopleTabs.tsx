import type { ReactElement } from "react";
import { useWords } from "../../ui/context";
import { Tabs } from "../../ui/Tabs";

/** The two pages of the room: everybody, and the segments. */
export function PeopleTabs({ current }: { readonly current: "people" | "segments" }): ReactElement {
  const words = useWords();
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
