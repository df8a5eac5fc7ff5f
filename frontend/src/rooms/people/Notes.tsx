import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { Note } from "../../lib/types";
import { Button } from "../../ui/Button";
import { Card } from "../../ui/Card";
import { useFormat, useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { Failed } from "../../ui/Notice";

/** What the team wrote about a customer. */
export function Notes({ who }: { readonly who: string }): ReactElement {
  const words = useWords();
  const path = `/api/people/${encodeURIComponent(who)}/notes`;
  const queries = useQueryClient();
  const edit = useMay("edit");
  const notes = useApi<readonly Note[]>(path);
  const [text, type] = useState("");
  const fresh = (): Promise<void> => queries.invalidateQueries({ queryKey: [path] });
  const adding = useMutation({
    mutationFn: () => send<Note>("POST", path, { text }),
    onSuccess: async () => {
      type("");
      await fresh();
    },
  });
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim()) adding.mutate();
  };
  const error = notes.error ?? adding.error;
  return (
    <Card title={words("people.notes")}>
      {error && <Failed error={error} />}
      {notes.data?.length === 0 && !edit && <p className="dl-muted">{words("people.notes.none")}</p>}
      <ul className="dl-identifiers">
        {(notes.data ?? []).map((note) => (
          <li key={note.id}>
            <OneNote note={note} path={path} edit={edit} onChanged={() => void fresh()} />
          </li>
        ))}
      </ul>
      {edit && (
        <form className="dl-stack" onSubmit={add}>
          <TextField label={words("people.notes.new")} lines={3} value={text} onChange={type} />
          <div>
            <Button type="submit" busy={adding.isPending} disabled={!text.trim()}>
              {words("people.notes.add")}
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}

interface NoteProps {
  readonly note: Note;
  readonly path: string;
  readonly edit: boolean;
  readonly onChanged: () => void;
}

function OneNote({ note, path, edit, onChanged }: NoteProps): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const [text, type] = useState<string | null>(null);
  const version = `"${note.version}"`;
  const changing = useMutation({
    mutationFn: () => send("PUT", `${path}/${note.id}`, { text }, { version }),
    onSuccess: () => {
      type(null);
      onChanged();
    },
  });
  const removing = useMutation({ mutationFn: () => send("DELETE", `${path}/${note.id}`, undefined, { version }), onSuccess: onChanged });
  const error = changing.error ?? removing.error;
  return (
    <div className="dl-stack">
      {text === null ? (
        <p className="dl-note-text">{note.text}</p>
      ) : (
        <TextField label={words("people.notes.change")} lines={3} value={text} onChange={type} autoFocus />
      )}
      {error && <Failed error={error} onRetry={onChanged} />}
      <p className="dl-row dl-muted dl-small">
        {note.by} · {format.moment(note.edited_us ?? note.at_us)}
        {edit && text === null && (
          <>
            <Button kind="quiet" onPress={() => type(note.text)}>
              {words("people.segments.edit")}
            </Button>
            <Button kind="quiet" busy={removing.isPending} onPress={() => removing.mutate()}>
              {words("people.segments.remove")}
            </Button>
          </>
        )}
        {text !== null && (
          <>
            <Button busy={changing.isPending} disabled={!text.trim()} onPress={() => changing.mutate()}>
              {words("ui.save")}
            </Button>
            <Button kind="quiet" onPress={() => type(null)}>
              {words("ui.cancel")}
            </Button>
          </>
        )}
      </p>
    </div>
  );
}
