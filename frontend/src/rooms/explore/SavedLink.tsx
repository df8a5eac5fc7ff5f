import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useEffect } from "react";
import { usePlace } from "../../lib/address";
import { address } from "../../lib/api";
import { useApi } from "../../lib/queries";
import type { Form, SavedQuestion } from "../../lib/types";
import { useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { givenOf, writeGiven } from "./model/given";

/** The link of a question that was kept: leads on to the question, all of it in the address. */
export function SavedLink(): ReactElement {
  const words = useWords();
  const { leave } = usePlace();
  const { id } = useParams({ strict: false });
  const saved = useApi<SavedQuestion>(`/api/questions/${encodeURIComponent(id ?? "")}`);
  const forms = useApi<readonly Form[]>("/api/analyses", { lang: words.language });
  const form = forms.data?.find(({ name }) => name === saved.data?.question);
  useEffect(() => {
    if (!form || !saved.data) return;
    leave(address(`/explore/${encodeURIComponent(form.name)}`, { ...writeGiven(form.parameters, givenOf(form.parameters, saved.data.parameters)), as: saved.data.title }));
  }, [form, saved.data, leave]);
  const unaskable = saved.data && forms.data && !form ? new Error(saved.data.fault ?? saved.data.question) : null;
  const failed = saved.error ?? forms.error ?? unaskable;
  return <Page title={words("explore.title")}>{failed ? <Failed error={failed} /> : <Waiting label={words("ui.loading")} />}</Page>;
}
