import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useState } from "react";
import { meanwhile, SAME } from "../../drafts/model/meanwhile";
import { Theirs } from "../../drafts/Theirs";
import { send } from "../../lib/api";
import type { Note } from "../../lib/types";
import { Button } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { Failed } from "../../ui/Notice";

interface Props {
  readonly id: number;
  /** Undefined where somebody has removed it. */
  readonly now: Note | undefined;
  /** As it was when its changing began; null while it is not being changed. */
  readonly base: Note | null;
  readonly path: string;
  readonly edit: boolean;
  readonly onHold: (base: Note | null) => void;
  readonly onChanged: () => Promise<void>;
}

/** A note, changed only in the place of what was looked at. */
export function OneNote({ id, now, base, path, edit, onHold, onChanged }: Props): ReactElement | null {
  const [words, format] = [useWords(), useFormat()];
  const [text, type] = useState("");
  const changing = useMutation({
    mutationFn: (onto: Note | undefined) =>
      onto ? send("PUT", `${path}/${id}`, { text }, { version: versionOf(onto) }) : send("POST", path, { text }),
    onSuccess: async () => {
      await onChanged();
      onHold(null);
    },
    onError: () => void onChanged(),
  });
  const removing = useMutation({
    mutationFn: (onto: Note) => send("DELETE", `${path}/${id}`, undefined, { version: versionOf(onto) }),
    onSuccess: onChanged,
    onError: () => void onChanged(),
  });
  const note = now ?? base;
  if (!note) return null;
  const since = changing.isPending ? SAME : meanwhile(base, now, ({ version }) => version); // what comes meanwhile may be one's own
  const begin = (from: Note): void => {
    removing.reset();
    changing.reset();
    type(from.text);
    onHold(from);
  };
  const mine = (): void => {
    if (now) onHold(now);
    changing.mutate(now);
  };
  const error = since.kind === "same" ? (changing.error ?? removing.error) : null;
  return (
    <div className="dl-stack">
      {base && since.kind !== "same" && (
        <Theirs gone={!now} busy={changing.isPending} onMine={mine} onTheirs={() => (now ? begin(now) : onHold(null))}>
          {now && <p className="dl-note-text">{now.text}</p>}
        </Theirs>
      )}
      {base ? (
        <TextField label={words("people.notes.change")} lines={3} value={text} onChange={type} autoFocus />
      ) : (
        <p className="dl-note-text">{note.text}</p>
      )}
      {error && <Failed error={error} />}
      <p className="dl-row dl-muted dl-small">
        {note.by} · {format.moment(note.edited_us ?? note.at_us)}
        {edit && !base && (
          <>
            <Button kind="quiet" onPress={() => begin(note)}>
              {words("people.segments.edit")}
            </Button>
            <Button kind="quiet" busy={removing.isPending} onPress={() => removing.mutate(note)}>
              {words("people.segments.remove")}
            </Button>
          </>
        )}
        {base && (
          <>
            <Button busy={changing.isPending} disabled={!text.trim() || since.kind !== "same"} onPress={() => changing.mutate(base)}>
              {words("ui.save")}
            </Button>
            <Button kind="quiet" onPress={() => onHold(null)}>
              {words("ui.cancel")}
            </Button>
          </>
        )}
      </p>
    </div>
  );
}

function versionOf({ version }: Note): string {
  return `"${version}"`;
}
