import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { ConditionEditor } from "../../conditions/ConditionEditor";
import { whole } from "../../conditions/model/condition";
import { useCondition } from "../../conditions/useCondition";
import type { Meanwhile } from "../../drafts/model/meanwhile";
import { meanwhile, SAME } from "../../drafts/model/meanwhile";
import { Theirs } from "../../drafts/Theirs";
import type { Versioned } from "../../lib/api";
import { isChanged, send } from "../../lib/api";
import type { SavedSegment, Segments } from "../../lib/types";
import { Button } from "../../ui/Button";
import { useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { Failed } from "../../ui/Notice";
import { Drawer } from "../../ui/Overlay";
import { useTell } from "../../ui/Toast";

type Since = Meanwhile<SavedSegment>;

interface Props {
  /** Which is edited; one that is not there is a new one. */
  readonly name: string;
  /** What a new one begins with. */
  readonly where: string;
  readonly segments: Versioned<Segments>;
  readonly onReload: () => Promise<Versioned<Segments> | undefined>;
  readonly onClose: () => void;
}

/** What is saved: in the place of what was looked at (null: as a new one), and onto which settings. */
interface Saving {
  readonly base: SavedSegment | null;
  readonly text: string;
  readonly version: string;
}

/** A segment's name and condition, saved only in the place of what was looked at. */
export function SegmentEditor({ name: edited, where, segments, onReload, onClose }: Props): ReactElement {
  const words = useWords();
  const queries = useQueryClient();
  const tell = useTell();
  const [base, look] = useState(() => found(segments, edited) ?? null);
  const [name, call] = useState(base?.name ?? "");
  const { condition, waiting, change, ask } = useCondition(base?.text ?? where, (text) => saving.mutate({ base, text, version: segments.version }));
  const write = ({ base: onto, text, version }: Saving): Promise<unknown> =>
    onto
      ? send("PUT", `/api/segments/${encodeURIComponent(onto.name)}`, { name, text }, { version })
      : send("POST", "/api/segments", { name, text }, { version });
  const saving = useMutation({
    mutationFn: async (asked: Saving) => {
      try {
        await write(asked);
      } catch (error) {
        const now = isChanged(error) ? await onReload() : undefined;
        if (!now || sinceOf(asked.base, now).kind !== "same") throw error;
        await write({ ...asked, version: now.version }); // the settings were changed elsewhere: nothing of that is lost
      }
    },
    onSuccess: async () => {
      await queries.invalidateQueries();
      tell({ text: words("people.segments.saved", { name }) });
      onClose();
    },
  });
  const since = saving.isPending ? SAME : sinceOf(base, segments); // what comes meanwhile may be one's own
  const theirs = since.kind === "changed" ? since.now : null;
  const take = (): void => {
    if (!theirs) return onClose();
    saving.reset();
    look(theirs);
    call(theirs.name);
    change(whole(theirs.text));
  };
  const mine = (): void => {
    look(theirs);
    saving.mutate({ base: theirs, text: condition.text, version: segments.version });
  };
  const said = condition.state === "making" || (condition.state === "whole" && condition.text.trim() !== "");
  const ready = name.trim() !== "" && said && since.kind === "same";
  return (
    <Drawer
      title={base ? base.name : words("people.segments.new")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words("ui.cancel")}</Button>
          <Button kind="primary" busy={waiting || saving.isPending} disabled={!ready} onPress={ask}>
            {words("ui.save")}
          </Button>
        </>
      }
    >
      <div className="dl-stack">
        {since.kind !== "same" && (
          <Theirs gone={since.kind === "gone"} busy={saving.isPending || condition.state !== "whole"} onMine={mine} onTheirs={take}>
            {theirs && <code>{theirs.text}</code>}
          </Theirs>
        )}
        <TextField label={words("people.segments.name")} value={name} onChange={call} required autoFocus={!base} />
        <ConditionEditor key={base?.text} label={words("people.where")} value={condition} onChange={change} />
        {base && base.used_by.length > 0 && <p className="dl-muted dl-small">{words("people.segments.used", { what: base.used_by.join(", ") })}</p>}
        {saving.error && since.kind === "same" && <Failed error={saving.error} />}
      </div>
    </Drawer>
  );
}

function found({ value }: Versioned<Segments>, name: string): SavedSegment | undefined {
  return value.rows.find((row) => row.name === name);
}

function sinceOf(base: SavedSegment | null, now: Versioned<Segments>): Since {
  return meanwhile(base, base ? found(now, base.name) : undefined, ({ text }) => text);
}
