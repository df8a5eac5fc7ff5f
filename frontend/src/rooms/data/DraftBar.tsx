import { Save, Undo2 } from "lucide-react";
import type { ReactElement } from "react";
import { ApiError } from "../../lib/api";
import type { EditableSettings } from "../../lib/types";
import { Button } from "../../ui/Button";
import { useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { differing, drafted, PARTS } from "./model/draft";
import type { Drafting } from "./useDraft";

const CHANGED = 412;

/** That something is changed and not saved, what stands against it, and what others have changed meanwhile. */
export function DraftBar({ drafting }: { readonly drafting: Drafting }): ReactElement | null {
  const words = useWords();
  const { draft, theirs, faults, save, forget, again } = drafting;
  if (draft === null) return null;
  const refused = save.error instanceof ApiError && save.error.status === CHANGED;
  return (
    <section className="dl-draft" aria-label={words("data.draft")}>
      {theirs ? (
        <Notice title={words("data.draft.changed")} role="alert" small>
          <p>{words("data.draft.theirs", { what: names(draft.base, theirs) || words("data.draft.elsewhere") })}</p>
          <p>{words("data.draft.mine", { what: names(draft.base, drafted(draft)) })}</p>
          <div className="dl-row">
            <Button kind="primary" busy={save.isPending} onPress={again}>
              {words("data.draft.again")}
            </Button>
            <Button onPress={forget}>{words("data.draft.take_theirs")}</Button>
          </div>
        </Notice>
      ) : (
        <>
          <div className="dl-row dl-spread">
            <strong role="status">{words("data.draft")}</strong>
            <span className="dl-row">
              <Button icon={Undo2} onPress={forget}>
                {words("data.draft.forget")}
              </Button>
              <Button kind="primary" icon={Save} busy={save.isPending} disabled={faults.length > 0} onPress={() => save.mutate(draft)}>
                {words("data.draft.save")}
              </Button>
            </span>
          </div>
          {faults.length > 0 && (
            <ul className="dl-error">
              {faults.map(({ field, message }) => (
                <li key={field}>{message}</li>
              ))}
            </ul>
          )}
          {Boolean(save.error) && !refused && <Failed error={save.error} />}
        </>
      )}
    </section>
  );
}

function names(before: EditableSettings, after: EditableSettings): string {
  return PARTS.flatMap((part) => differing(part, before, after)).join(", ");
}
