import type { ReactElement } from "react";
import { useWords } from "../../ui/context";
import { Tabs } from "../../ui/Tabs";

/** The pages of the room. */
export function DataTabs({ current }: { readonly current: "overview" | "events" | "rules" | "identity" | "health" }): ReactElement {
  const words = useWords();
  return (
    <Tabs
      label={words("shell.room.data")}
      tabs={[
        { href: "/data", label: words("data.overview"), current: current === "overview" },
        { href: "/data/events", label: words("data.events"), current: current === "events" },
        { href: "/data/rules", label: words("data.rules"), current: current === "rules" },
        { href: "/data/identity", label: words("data.identity"), current: current === "identity" },
        { href: "/data/health", label: words("data.health"), current: current === "health" },
      ]}
    />
  );
}
