import type { ReactElement } from "react";
import { DraftBar } from "../../drafts/DraftBar";
import type { Drafting } from "../../drafts/useDraft";
import { useDraft } from "../../drafts/useDraft";
import { usePlace } from "../../lib/address";
import { useMay } from "../../lib/session";
import { Segmented } from "../../ui/Choice";
import { useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { DataTabs } from "./DataTabs";
import type { Part } from "./model/parts";
import { PARTS } from "./model/parts";
import { Dimensions } from "./rules/Dimensions";
import { Journeys } from "./rules/Journeys";
import { Stages } from "./rules/Stages";
import { Touchpoints } from "./rules/Touchpoints";
import { Suggestions } from "./Suggestions";
import "./Data.css";

/** What makes events into touchpoints, stages, journeys and dimensions: looked at, changed against live counts, saved together. */
export function Rules(): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const part = PARTS.find((one) => one === params.get("part")) ?? "touchpoints";
  const drafting = useDraft();
  const edits = useMay("edit");
  const { now } = drafting;
  return (
    <Page title={words("data.rules")} about={words("data.rules.about")} tabs={<DataTabs current="rules" />} wide>
      {now.error ? (
        <Failed error={now.error} onRetry={() => void now.refetch()} />
      ) : now.data ? (
        <>
          {edits && drafting.draft === null && <Suggestions />}
          <DraftBar drafting={drafting} />
          <div>
            <Segmented label={words("data.rules")} options={PARTS.map((id) => ({ id, label: words(`data.rules.${id}`) }))} value={part} onChange={(next) => change({ part: next })} />
          </div>
          <p className="dl-muted">{words(`data.rules.${part}.about`)}</p>
          <PartOf part={part} drafting={drafting} edits={edits} />
        </>
      ) : (
        <Waiting label={words("ui.loading")} lines={9} />
      )}
    </Page>
  );
}

function PartOf({ part, drafting, edits }: { readonly part: Part; readonly drafting: Drafting; readonly edits: boolean }): ReactElement {
  switch (part) {
    case "touchpoints":
      return <Touchpoints drafting={drafting} edits={edits} />;
    case "stages":
      return <Stages drafting={drafting} edits={edits} />;
    case "journeys":
      return <Journeys drafting={drafting} edits={edits} />;
    case "dimensions":
      return <Dimensions drafting={drafting} edits={edits} />;
  }
}
