import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { send } from "../lib/api";
import { useApi } from "../lib/queries";
import { useSettled } from "../lib/settled";
import type { Choices, Counted, ReadSelection } from "../lib/types";
import { Segmented } from "../ui/Choice";
import { useFormat, useWords } from "../ui/context";
import { TextField } from "../ui/Field";
import { sentence } from "../ui/Notice";
import { LineEditor } from "./LineEditor";
import type { Lines, SelectionData } from "./model/lines";
import { linesOf, NOTHING, selectionOf } from "./model/lines";
import "./ConditionEditor.css";

interface Props {
  readonly label: string;
  /** The condition as text; empty for everybody. */
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** A condition, clicked together or written; told in words and counted as it changes. */
export function ConditionEditor({ label, value, onChange }: Props): ReactElement {
  const words = useWords();
  const [way, choose] = useState<"click" | "write" | null>(null);
  const [lines, put] = useState<Lines>(NOTHING);
  const [start] = useState(value);
  const read = useRead(start);
  const choices = useApi<Choices>("/api/selections/words", { lang: words.language });
  const settled = useSettled(value);
  const now = useRead(settled);

  useEffect(() => {
    if (way !== null || (start && !read.data && !read.error)) return;
    const found = read.data ? linesOf(read.data.selection as unknown as SelectionData) : start ? null : NOTHING;
    if (found) put(found);
    choose(found ? "click" : "write");
  }, [way, start, read.data, read.error]);

  const change = (next: Lines): void => {
    put(next);
    const selection = selectionOf(next);
    if (!selection) onChange("");
    else void send<ReadSelection>("POST", "/api/selections/parse", { selection }).then(({ text }) => onChange(text));
  };
  const turn = (next: string): void => {
    if (next === "write") choose("write");
    else {
      const found = now.data ? linesOf(now.data.selection as unknown as SelectionData) : value ? null : NOTHING;
      if (found) put(found);
      choose(found ? "click" : "write");
    }
  };
  const clickable = way === "click" || !value || (now.data !== undefined && linesOf(now.data.selection as unknown as SelectionData) !== null);
  return (
    <fieldset className="dl-condition">
      <legend className="dl-label">{label}</legend>
      <Segmented
        label={words("conditions.way")}
        value={way ?? "click"}
        options={[
          { id: "click", label: words("conditions.click") },
          { id: "write", label: words("conditions.write") },
        ]}
        onChange={turn}
      />
      {way === "write" ? (
        <>
          <TextField
            label={words("conditions.text")}
            code
            lines={3}
            value={value}
            onChange={onChange}
            error={now.error && settled ? sentence(now.error, words) : null}
            placeholder={'country = "HU" and did("cart") and not did("order") within 7d'}
          />
          {!clickable && now.data && <p className="dl-muted dl-small">{words("conditions.too_rich")}</p>}
        </>
      ) : (
        choices.data && <LineEditor lines={lines} choices={choices.data} onChange={change} />
      )}
      <Told text={settled} read={now.data} />
    </fieldset>
  );
}

function useRead(text: string): { readonly data: ReadSelection | undefined; readonly error: unknown } {
  const { language } = useWords();
  const { data, error } = useQuery({
    queryKey: ["/api/selections/parse", text, language],
    queryFn: ({ signal }) => send<ReadSelection>("POST", "/api/selections/parse", { text }, { query: { lang: language }, signal }),
    enabled: text !== "",
  });
  return { data, error };
}

/** Whom a condition picks: in words, and how many. */
function Told({ text, read }: { readonly text: string; readonly read: ReadSelection | undefined }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  const counted = useQuery({
    queryKey: ["/api/selections/count", text],
    queryFn: ({ signal }) => send<Counted>("POST", "/api/selections/count", { text }, { signal }),
    enabled: text !== "" && read !== undefined && read.fault === null,
    placeholderData: keepPreviousData,
  });
  if (!text) return <p className="dl-muted">{words("conditions.everybody")}</p>;
  return (
    <div className="dl-picked" role="status">
      {read && <p>{read.sentence}</p>}
      {read?.fault && <p className="dl-error">{read.fault}</p>}
      {read && !read.fault && counted.data && (
        <p>
          <strong>{words("members.count.customers", { n: counted.data.customers })}</strong>{" "}
          {counted.data.share.share !== null && <span className="dl-muted">({format.share(counted.data.share.share)})</span>}
        </p>
      )}
    </div>
  );
}
