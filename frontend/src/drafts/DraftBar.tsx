import type { ShouldBlockFn } from "@tanstack/react-router";
import { useBlocker } from "@tanstack/react-router";
import { Save, Undo2 } from "lucide-react";
import type { ReactElement } from "react";
import { isChanged } from "../lib/api";
import type { Words } from "../lib/words";
import { Button } from "../ui/Button";
import { useWords } from "../ui/context";
import { Failed, Notice } from "../ui/Notice";
import { Confirm } from "../ui/Overlay";
import type { Difference } from "./model/draft";
import { differing, drafted } from "./model/draft";
import type { Drafting } from "./useDraft";
import "./DraftBar.css";

/** That something is changed and not saved, what stands against it, and what others have changed meanwhile. */
export function DraftBar({ drafting }: { readonly drafting: Drafting }): ReactElement | null {
  const words = useWords();
  const { draft, theirs, faults, builds, save, forget, again } = drafting;
  if (draft === null) return null;
  const refused = isChanged(save.error);
  return (
    <section className="dl-draft" aria-label={words("drafts.unsaved")}>
      {theirs ? (
        <Notice title={words("drafts.changed")} role="alert" small>
          <p>{words("drafts.theirs", { what: told(differing(draft.base, theirs), words) || words("drafts.elsewhere") })}</p>
          <p>{words("drafts.mine", { what: told(differing(draft.base, drafted(draft)), words) })}</p>
          <div className="dl-row">
            <Button kind="primary" busy={save.isPending} onPress={again}>
              {words("drafts.again")}
            </Button>
            <Button onPress={forget}>{words("drafts.take_theirs")}</Button>
          </div>
        </Notice>
      ) : (
        <>
          <div className="dl-row dl-spread">
            <strong role="status">{words("drafts.unsaved")}</strong>
            <span className="dl-row">
              <Button icon={Undo2} onPress={forget}>
                {words("drafts.forget")}
              </Button>
              <Button kind="primary" icon={Save} busy={save.isPending} disabled={faults.length > 0} onPress={() => save.mutate(draft)}>
                {words("drafts.save")}
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
          {builds && faults.length === 0 && <p className="dl-muted dl-small">{words("drafts.builds")}</p>}
          {Boolean(save.error) && !refused && <Failed error={save.error} />}
        </>
      )}
      <Leaving />
    </section>
  );
}

/** Asks before what is not saved is left for another page. */
function Leaving(): ReactElement {
  const words = useWords();
  const { status, proceed, reset } = useBlocker({ shouldBlockFn: elsewhere, enableBeforeUnload: true, withResolver: true });
  return (
    <Confirm title={words("drafts.leave.title")} open={status === "blocked"} deed={words("drafts.leave")} danger onConfirm={() => proceed?.()} onClose={() => reset?.()}>
      <p>{words("drafts.leave.body")}</p>
    </Confirm>
  );
}

const elsewhere: ShouldBlockFn = ({ current, next }) => current.pathname !== next.pathname;

function told(differences: readonly Difference[], words: Words): string {
  return differences.map(({ part, name }) => name ?? words(`drafts.part.${part}`)).join(", ");
}
