import type { ReactElement } from "react";
import { usePlace } from "../../lib/address";
import { useMay } from "../../lib/session";
import { Segmented } from "../../ui/Choice";
import { useWords } from "../../ui/context";
import { Page } from "../../ui/Page";
import { DataTabs } from "./DataTabs";
import { EventList } from "./EventList";
import { EventNameTable } from "./EventNameTable";
import "./Data.css";

/** The events as they lie in the log: one by one, and by their names. */
export function Events(): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const looks = useMay("people");
  const view = looks && params.get("view") !== "names" ? "events" : "names";
  return (
    <Page title={words("data.events")} about={words("data.events.about")} tabs={<DataTabs current="events" />} wide>
      {looks && (
        <div>
          <Segmented
            label={words("data.events")}
            options={["events", "names"].map((id) => ({ id, label: words(`data.events.${id}`) }))}
            value={view}
            onChange={(next) => change({ view: next === "names" ? next : null, text: null })}
          />
        </div>
      )}
      {view === "events" ? <EventList /> : <EventNameTable />}
    </Page>
  );
}
