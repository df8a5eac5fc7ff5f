import type { UseQueryResult } from "@tanstack/react-query";
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
import { Failed, sentence } from "../ui/Notice";
import { Waiting } from "../ui/Progress";
import { LineEditor } from "./LineEditor";
import type { Condition } from "./model/condition";
import { whole } from "./model/condition";
import type { Lines, SelectionData } from "./model/lines";
import { linesOf, NOTHING, selectionOf } from "./model/lines";
import "./ConditionEditor.css";

interface Props {
  readonly label: string;
  readonly value: Condition;
  readonly onChange: (next: Condition) => void;
}

/** A condition, clicked together or written; told in words and counted as it changes. */
export function ConditionEditor({ label, value: { text, state }, onChange }: Props): ReactElement {
  const words = useWords();
  const [way, choose] = useState<"click" | "write">("click");
  const [seeking, seek] = useState(true); // the lines that the text makes, where it makes any
  const [lines, put] = useState<Lines>(NOTHING);
  const choices = useApi<Choices>("/api/selections/words", { lang: words.language });
  const settled = useSettled(text);
  const now = useRead(settled);
  const known = settled === text && (text === "" || now.data !== undefined || now.error !== null);
  useEffect(() => {
    if (!seeking || !known) return;
    const found = text === "" ? NOTHING : now.data ? linesIn(now.data) : null;
    if (found) put(found);
    choose(found ? "click" : "write");
    seek(false);
  }, [seeking, known, text, now.data]);

  const selection = selectionOf(lines);
  const made = useMade(selection, state === "making");
  useEffect(() => {
    if (state !== "making") return;
    if (made.data) onChange(whole(made.data.text));
    else if (made.error) onChange({ text, state: "refused" });
  }, [state, made.data, made.error, text, onChange]);

  const click = (next: Lines): void => {
    put(next);
    onChange(selectionOf(next) ? { text, state: "making" } : whole(""));
  };
  const write = (next: string): void => {
    seek(false);
    onChange(whole(next));
  };
  const turn = (next: string): void => {
    if (next === "write") choose("write");
    else if (state === "whole") seek(true);
    else choose("click"); // the lines are what was said last
  };
  return (
    <fieldset className="dl-condition">
      <legend className="dl-label">{label}</legend>
      <Segmented
        label={words("conditions.way")}
        value={way}
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
            value={text}
            onChange={write}
            disabled={state === "making"}
            error={now.error && settled ? sentence(now.error, words) : null}
            placeholder={'country = "HU" and did("cart") and not did("order") within 7d'}
          />
          {text && now.data && !linesIn(now.data) && <p className="dl-muted dl-small">{words("conditions.too_rich")}</p>}
        </>
      ) : choices.error ? (
        <Failed error={choices.error} onRetry={() => void choices.refetch()} />
      ) : choices.data && !seeking ? (
        <LineEditor lines={lines} choices={choices.data} onChange={click} />
      ) : (
        <Waiting label={words("ui.loading")} />
      )}
      {state === "refused" && <Failed error={made.error} onRetry={() => onChange({ text, state: "making" })} />}
      <Told text={settled} read={now.data} />
    </fieldset>
  );
}

function linesIn({ selection }: ReadSelection): Lines | null {
  return linesOf(selection as unknown as SelectionData);
}

function useRead(text: string): Pick<UseQueryResult<ReadSelection>, "data" | "error"> {
  const { language } = useWords();
  return useQuery({
    queryKey: ["/api/selections/parse", text, language],
    queryFn: ({ signal }) => send<ReadSelection>("POST", "/api/selections/parse", { text }, { query: { lang: language }, signal }),
    enabled: text !== "",
  });
}

/** The clicked lines as text: asked for what is shown now, given up where that changes. */
function useMade(selection: SelectionData | null, when: boolean): Pick<UseQueryResult<ReadSelection>, "data" | "error"> {
  return useQuery({
    queryKey: ["/api/selections/parse", { selection }],
    queryFn: ({ signal }) => send<ReadSelection>("POST", "/api/selections/parse", { selection }, { signal }),
    enabled: when && selection !== null,
    staleTime: Infinity,
  });
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
      {counted.error && <p className="dl-error">{sentence(counted.error, words)}</p>}
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
