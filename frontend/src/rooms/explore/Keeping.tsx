import { useQueryClient } from "@tanstack/react-query";
import { Bookmark, Download, Link2 } from "lucide-react";
import type { ReactElement, RefObject } from "react";
import { useState } from "react";
import { SAVED, savedChanged } from "../../answers/saved";
import type { Picture } from "../../charts/Drawing";
import type { Spec } from "../../charts/model/look";
import { partsOf } from "../../charts/model/parts";
import { download, saveAs, send } from "../../lib/api";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { Form, SavedQuestion } from "../../lib/types";
import { Button } from "../../ui/Button";
import { useWords } from "../../ui/context";
import { Checkbox, TextField } from "../../ui/Field";
import { sentence } from "../../ui/Notice";
import { Dialog, Menu } from "../../ui/Overlay";
import { useTell, useTellFailure } from "../../ui/Toast";
import type { Given } from "./model/given";

interface Props {
  readonly form: Form;
  readonly given: Given;
  readonly title: string;
  readonly picture: RefObject<Picture | null>;
  readonly chart: Spec | null;
}

const FILES = ["csv", "xlsx", "json", "html"];

/** What can be done with an answer: kept, sent on, saved as a file. */
export function Keeping({ form, given, title, picture, chart }: Props): ReactElement {
  const [words, tell] = [useWords(), useTell()];
  const may = useMay("edit");
  const [saving, save] = useState(false);
  const failed = useTellFailure();
  const share = (): void => {
    navigator.clipboard.writeText(window.location.href).then(() => tell({ text: words("explore.shared") }), () => tell({ text: words("explore.not_shared"), tone: "bad" }));
  };
  const file = (kind: string): void => {
    download(`/api/analyses/${form.name}/file`, given, `${form.name}.${kind}`, { query: { file_kind: kind, lang: words.language } }).catch(failed);
  };
  const draw = (kind: "svg" | "png"): void => {
    const drawn = chart && partsOf(chart).length === 1 ? picture.current : null;
    if (drawn) drawn[kind]().then((content) => saveAs(content, `${form.name}.${kind}`), failed);
    else file(kind);
  };
  const pictures = chart ? (["png", "svg"] as const).map((kind) => ({ id: kind, label: words(`explore.file.${kind}`), onPress: () => draw(kind) })) : [];
  return (
    <>
      {may && (
        <Button icon={Bookmark} onPress={() => save(true)}>
          {words("explore.save")}
        </Button>
      )}
      <Button icon={Link2} onPress={share}>
        {words("explore.share")}
      </Button>
      <Menu
        trigger={<Button icon={Download}>{words("explore.download")}</Button>}
        entries={[...FILES.map((kind) => ({ id: kind, label: words(`explore.file.${kind}`), onPress: () => file(kind) })), ...pictures]}
      />
      {saving && <Saving form={form} given={given} title={title} onClose={() => save(false)} />}
    </>
  );
}

interface SavingProps extends Pick<Props, "form" | "given" | "title"> {
  readonly onClose: () => void;
}

function Saving({ form, given, title, onClose }: SavingProps): ReactElement {
  const [words, tell, queries] = [useWords(), useTell(), useQueryClient()];
  const saved = useApi<readonly SavedQuestion[]>(SAVED);
  const [name, write] = useState(title);
  const [pinned, pin] = useState(false);
  const [busy, wait] = useState(false);
  const [error, fail] = useState<string | null>(null);
  const last = Math.max(0, ...(saved.data ?? []).map((one) => one.pinned ?? 0));
  const keep = (): void => {
    wait(true);
    send("POST", SAVED, { title: name.trim(), question: form.name, parameters: given, pinned: pinned ? last + 1 : null }).then(
      () => {
        savedChanged(queries);
        tell({ text: words("explore.kept", { title: name.trim() }) });
        onClose();
      },
      (problem: unknown) => {
        wait(false);
        fail(sentence(problem, words));
      },
    );
  };
  return (
    <Dialog
      title={words("explore.save.title")}
      open
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{words("ui.cancel")}</Button>
          <Button kind="primary" busy={busy} disabled={name.trim() === ""} type="submit" form="dl-saving">
            {words("explore.save")}
          </Button>
        </>
      }
    >
      <form
        id="dl-saving"
        className="dl-stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") keep();
        }}
      >
        <TextField label={words("explore.save.name")} value={name} onChange={write} error={error} autoFocus />
        <Checkbox label={words("explore.save.pin")} value={pinned} onChange={pin} />
      </form>
    </Dialog>
  );
}
