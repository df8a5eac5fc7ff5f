import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { memo, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAnswer } from "../../answers/useAnswer";
import type { Picture } from "../../charts/Drawing";
import { usePlace } from "../../lib/address";
import { ApiError } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay, useProjectInfo } from "../../lib/session";
import type { Choices, Form as Declared } from "../../lib/types";
import { MembersDrawer } from "../../members/MembersDrawer";
import { Link } from "../../ui/Button";
import { useWords } from "../../ui/context";
import { Failed, Notice } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { AnswerView } from "./AnswerView";
import { Form } from "./Form";
import { Keeping } from "./Keeping";
import { titleOf } from "./model/answer";
import type { Fault } from "./model/faults";
import { faultsOf } from "./model/faults";
import type { Given, Value } from "./model/given";
import { changed, givenOf, readGiven, writeGiven } from "./model/given";
import type { Vocabulary } from "./model/vocabulary";
import { knownIn } from "./model/vocabulary";
import { Onwards } from "./Touchpoint";
import { Ways } from "./Ways";
import "./Explore.css";

/** One question: what is asked on one side, what the data say on the other. All of it stands in the address. */
export function Question(): ReactElement {
  const words = useWords();
  const { name = "" } = useParams({ strict: false });
  const forms = useApi<readonly Declared[]>("/api/analyses", { lang: words.language });
  const form = forms.data?.find((one) => one.name === name);
  if (form) return <Asked key={name} form={form} forms={forms.data ?? []} />;
  return (
    <Page title={words("explore.title")}>
      {forms.error ? (
        <Failed error={forms.error} onRetry={() => void forms.refetch()} />
      ) : forms.data ? (
        <Notice title={words("explore.no_such", { name })} small>
          <p>
            <Link href="/explore">{words("explore.all")}</Link>
          </p>
        </Notice>
      ) : (
        <Waiting label={words("ui.loading")} lines={8} />
      )}
    </Page>
  );
}

function Asked({ form, forms }: { readonly form: Declared; readonly forms: readonly Declared[] }): ReactElement {
  const words = useWords();
  const { name, parameters } = form;
  const { params, change } = usePlace();
  const given = useMemo(() => readGiven(parameters, params), [parameters, params]);
  const { vocabulary, unbuilt } = useVocabulary();
  const begun = useBeginning(form, given);
  const faults = useMemo(() => faultsOf(parameters, given, knownIn(vocabulary, parameters, given)), [parameters, given, vocabulary]);
  const asking = useAnswer(name, given, words.language, begun.ready && faults.size === 0);
  const picture = useRef<Picture>(null);
  const refused = asking.error instanceof ApiError && asking.error.told["field"] ? asking.error : null;
  const shown = asking.answer;
  const cell = params.get("open");
  const put = useCallback(
    (parameter: string, value: Value | null) => change({ ...writeGiven(parameters, changed(parameters, given, parameter, value)), open: null, as: null }),
    [parameters, given, change],
  );
  const open = useMay("people") ? (opened: string): void => change({ open: opened }) : undefined;
  const title = params.get("as") ?? form.title;
  return (
    <Page
      title={title}
      about={
        <>
          {form.about} <Link href="/explore">{words("explore.all")}</Link>
        </>
      }
      actions={shown && <Keeping form={form} given={given} title={title} picture={picture} chart={shown.chart} />}
    >
      {begun.nothing || unbuilt ? (
        <Notice title={words("explore.nothing.title")} small>
          <p>{words("explore.nothing.body")}</p>
        </Notice>
      ) : (
        <div className="dl-explore">
          <details className="dl-asking" open={!window.matchMedia("(max-width: 900px)").matches}>
            <summary>{words("explore.question")}</summary>
            <StillForm form={form} given={given} faults={begun.ready ? faults : NO_FAULTS} refused={refused} vocabulary={vocabulary} onChange={put} />
          </details>
          <div className="dl-answer" aria-busy={asking.busy}>
            <StillWays given={given} vocabulary={vocabulary} onChange={put} />
            {faults.size > 0 && begun.ready && !shown && <p className="dl-muted">{words("explore.incomplete")}</p>}
            {asking.error !== null && !refused && <Failed error={asking.error} onRetry={asking.again} />}
            {refused && (
              <p className="dl-error" role="alert">
                {refused.message}
              </p>
            )}
            {shown ? (
              <Onwards forms={forms} given={given} vocabulary={vocabulary}>
                <AnswerView
                  answer={shown}
                  by={typeof given["by"] === "string" ? (vocabulary?.choices.dimensions.find(({ dimension }) => dimension === given["by"])?.label ?? given["by"]) : words("explore.side")}
                  old={asking.old}
                  picture={picture}
                  onOpen={open}
                />
              </Onwards>
            ) : asking.busy || !begun.ready ? (
              <Waiting label={words("explore.counting")} lines={10} />
            ) : null}
          </div>
        </div>
      )}
      <MembersDrawer
        of={cell && begun.ready && open ? { path: `/api/analyses/${name}/people`, body: { question: given, cell }, file: `/api/analyses/${name}/people/file` } : null}
        title={(cell && shown && titleOf(shown.tables, cell)) || words("explore.people")}
        onClose={() => change({ open: null })}
      />
    </Page>
  );
}

/** What asks is not made anew when an answer comes: that has to be seen soon. */
const [StillForm, StillWays] = [memo(Form), memo(Ways)];
const NO_FAULTS: ReadonlyMap<string, Fault> = new Map();

/** What can be chosen from, null until it is here; or that nothing has been built that could be asked. */
function useVocabulary(): { readonly vocabulary: Vocabulary | null; readonly unbuilt: boolean } {
  const words = useWords();
  const { data: choices, error } = useApi<Choices>("/api/selections/words", { lang: words.language }, { keep: true });
  const journeys = useProjectInfo().data?.journeys;
  const vocabulary = useMemo(() => (choices && journeys ? { choices, journeys } : null), [choices, journeys]);
  return { vocabulary, unbuilt: !choices && error instanceof ApiError && error.code === "not-found" };
}

interface Beginning {
  /** Whether the address says what is asked. */
  readonly ready: boolean;
  /** There is nothing to ask of. */
  readonly nothing: boolean;
}

/** An address that leaves out what is needed is given that of a question made from the data, once. */
function useBeginning(form: Declared, given: Given): Beginning {
  const { change } = usePlace();
  const { name, parameters } = form;
  const needed = parameters.filter((parameter) => parameter.required && given[parameter.name] === undefined);
  const [done, end] = useState(needed.length === 0);
  const wanted = !done && needed.length > 0;
  const example = useApi<{ readonly question: Readonly<Record<string, unknown>> | null }>(`/api/analyses/${name}/example`, {}, { when: wanted });
  const question = example.data?.question;
  useEffect(() => {
    if (!wanted) end(true);
    else if (question) change(writeGiven(parameters, { ...givenOf(parameters, question), ...given }), { replace: true });
  }, [wanted, question, change, parameters, given]);
  return { ready: !wanted || example.isError, nothing: wanted && question === null };
}
