import { useMutation } from "@tanstack/react-query";
import { Download, Trash2 } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { usePlace } from "../../lib/address";
import { save, send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { ErasurePlan, Job } from "../../lib/types";
import { Button } from "../../ui/Button";
import { useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import { Confirm } from "../../ui/Overlay";
import { Waiting } from "../../ui/Progress";
import { useTell, useTellFailure } from "../../ui/Toast";

/** What is a customer's right: everything about them as a file, and their removal. */
export function PersonActions({ who }: { readonly who: string }): ReactElement {
  const words = useWords();
  const admin = useMay("admin");
  const [asking, ask] = useState(false);
  const exporting = useMutation({
    mutationFn: () => save(`/api/people/${encodeURIComponent(who)}/export`, `person-${who}.json`, { query: { kind: "json", lang: words.language } }),
    onError: useTellFailure(),
  });
  return (
    <>
      <Button icon={Download} busy={exporting.isPending} onPress={() => exporting.mutate()}>
        {words("people.export")}
      </Button>
      {admin && (
        <Button kind="danger" icon={Trash2} onPress={() => ask(true)}>
          {words("people.erase")}
        </Button>
      )}
      {asking && <Erase who={who} onClose={() => ask(false)} />}
    </>
  );
}

function Erase({ who, onClose }: { readonly who: string; readonly onClose: () => void }): ReactElement {
  const words = useWords();
  const tell = useTell();
  const { go } = usePlace();
  const plan = useApi<ErasurePlan>(`/api/people/${encodeURIComponent(who)}/erasure`);
  const erasing = useMutation({
    mutationFn: () => send<Job>("DELETE", `/api/people/${encodeURIComponent(who)}`),
    onSuccess: () => {
      tell({ text: words("people.erase.begun") });
      go("/data");
    },
  });
  return (
    <Confirm title={words("people.erase.title")} open deed={words("people.erase")} danger busy={erasing.isPending} onConfirm={() => erasing.mutate()} onClose={onClose}>
      <div className="dl-stack">
        {plan.error ? (
          <Failed error={plan.error} />
        ) : plan.data ? (
          <>
            <p>{words("people.erase.events", { n: plan.data.events, sources: plan.data.sources.map(({ source }) => source).join(", ") })}</p>
            <p>{plan.data.identifiers.map(({ namespace, value }) => `${namespace}: ${value}`).join(" · ")}</p>
            {plan.data.notes > 0 && <p>{words("people.erase.notes", { n: plan.data.notes })}</p>}
            {plan.data.mentioned.length > 0 && <p>{words("people.erase.mentioned", { sources: plan.data.mentioned.map(({ source }) => source).join(", ") })}</p>}
            {plan.data.uploads > 0 && <p>{words("people.erase.uploads", { n: plan.data.uploads })}</p>}
            {plan.data.backups > 0 && <p className="dl-error">{words("people.erase.backups", { n: plan.data.backups })}</p>}
            <p className="dl-muted">{words("people.erase.for_good")}</p>
          </>
        ) : (
          <Waiting label={words("ui.loading")} />
        )}
        {erasing.error && <Failed error={erasing.error} />}
      </div>
    </Confirm>
  );
}
