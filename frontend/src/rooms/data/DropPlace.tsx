import { FolderOpen, Upload as UploadIcon } from "lucide-react";
import type { ReactElement } from "react";
import { useEffect, useSyncExternalStore } from "react";
import { DropZone, FileTrigger } from "react-aria-components";
import { usePlace } from "../../lib/address";
import { useApi } from "../../lib/queries";
import type { UploadList } from "../../lib/types";
import { Button, Link } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { sentence } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";
import { chosen, dropped } from "./model/dropped";
import type { Uploading } from "./model/uploading";
import { uploader } from "./uploader";

/** Where files are dropped or chosen; what is on its way, and how far. */
export function DropPlace(): ReactElement {
  const words = useWords();
  const { go } = usePlace();
  const now = useSyncExternalStore(uploader.watch, uploader.current);
  useEffect(() => {
    if (now.state !== "done") return;
    uploader.take();
    go(`/data/uploads/${now.upload}`);
  }, [now, go]);
  return (
    <DropZone className="dl-drop-place" onDrop={({ items }) => void dropped([...items]).then((pieces) => uploader.start(pieces))} aria-label={words("data.drop")}>
      <UploadIcon size={28} aria-hidden="true" />
      <h2>{words("data.drop")}</h2>
      <p className="dl-muted">{words("data.drop.hint")}</p>
      {now.state === "sending" || now.state === "stopped" ? (
        <OnItsWay now={now} />
      ) : (
        <div className="dl-row">
          <FileTrigger allowsMultiple onSelect={(files) => void uploader.start(chosen(files ?? []))}>
            <Button kind="primary" icon={UploadIcon}>
              {words("data.choose.files")}
            </Button>
          </FileTrigger>
          <FileTrigger acceptDirectory onSelect={(files) => void uploader.start(chosen(files ?? []))}>
            <Button icon={FolderOpen}>{words("data.choose.folder")}</Button>
          </FileTrigger>
        </div>
      )}
      <Waiting />
    </DropZone>
  );
}

function OnItsWay({ now }: { readonly now: Extract<Uploading, { readonly state: "sending" | "stopped" }> }): ReactElement {
  const words = useWords();
  return (
    <div className="dl-stack dl-on-its-way">
      <Progress label={words("data.sending", { name: now.name, at: now.at + 1, of: now.of })} value={now.ofBytes > 0 ? now.sentBytes / now.ofBytes : 0} />
      {now.state === "stopped" && (
        <p className="dl-error" role="alert">
          {sentence(now.error, words)}
        </p>
      )}
      <div className="dl-row">
        {now.state === "stopped" && (
          <Button kind="primary" onPress={() => void uploader.again()}>
            {words("data.sending.again")}
          </Button>
        )}
        <Button onPress={() => void uploader.cancel()}>{words("ui.cancel")}</Button>
      </div>
    </div>
  );
}

/** Uploads that have come and wait to be imported. */
function Waiting(): ReactElement | null {
  const [words, format] = [useWords(), useFormat()];
  const rows = useApi<UploadList>("/api/uploads").data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <div className="dl-small">
      {words("data.uploads")}{" "}
      {rows.slice(0, 5).map((upload, place) => (
        <span key={upload.id}>
          {place > 0 && " · "}
          <Link href={`/data/uploads/${upload.id}`}>{upload.files[0]?.name ?? upload.id}</Link> ({format.ago(upload.changed_us)})
        </span>
      ))}
    </div>
  );
}
