import { FolderOpen, Upload } from "lucide-react";
import type { ReactElement } from "react";
import { useState } from "react";
import { DropZone, FileTrigger, Text } from "react-aria-components";
import { Button } from "../../ui/Button";
import { useFormat, useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import { Progress } from "../../ui/Progress";
import { chosen, dropped } from "./model/dropped";
import { bytesText } from "./model/bytes";
import type { Piece, Uploading } from "./model/uploading";
import { uploader } from "./useUploading";

/** The place where files and folders are dropped or chosen, and how far they are on their way. */
export function DropFiles({ uploading }: { readonly uploading: Uploading }): ReactElement {
  const words = useWords();
  const [nothing, found] = useState(false);
  const take = (pieces: readonly Piece[]): void => {
    found(pieces.length === 0);
    void uploader.start(pieces);
  };
  if (uploading.state === "sending" || uploading.state === "stopped") return <OnItsWay uploading={uploading} />;
  return (
    <DropZone
      className="dl-dropzone"
      aria-label={words("data.drop")}
      onDrop={({ items }) => void dropped(items).then(take)}
      getDropOperation={(types) => (types.has("text/plain") ? "cancel" : "copy")}
    >
      <Upload size={32} aria-hidden="true" />
      <Text slot="label" className="dl-dropzone-title">
        {words("data.drop")}
      </Text>
      <p className="dl-muted dl-small">{words("data.drop.what")}</p>
      <div className="dl-row">
        <FileTrigger allowsMultiple onSelect={(files) => take(chosen(files ?? []))}>
          <Button kind="primary" icon={Upload}>
            {words("data.choose_files")}
          </Button>
        </FileTrigger>
        <FileTrigger acceptDirectory onSelect={(files) => take(chosen(files ?? []))}>
          <Button icon={FolderOpen}>{words("data.choose_folder")}</Button>
        </FileTrigger>
      </div>
      {nothing && <p role="alert">{words("data.drop.nothing")}</p>}
    </DropZone>
  );
}

function OnItsWay({ uploading }: { readonly uploading: Extract<Uploading, { readonly state: "sending" | "stopped" }> }): ReactElement {
  const words = useWords();
  const format = useFormat();
  const { at, of, name, sentBytes, ofBytes } = uploading;
  return (
    <section className="dl-dropzone" aria-label={words("data.uploading")}>
      <div className="dl-uploading">
        <Progress label={words("data.uploading.file", { name, at: at + 1, of })} value={ofBytes === 0 ? null : sentBytes / ofBytes} />
        <p className="dl-muted dl-small">{words("data.uploading.bytes", { sent: bytesText(sentBytes, words.language), of: bytesText(ofBytes, words.language), share: format.share(ofBytes === 0 ? 0 : sentBytes / ofBytes) })}</p>
        {uploading.state === "stopped" && (
          <>
            <Failed error={uploading.error} />
            <p>{words("data.uploading.kept", { n: at })}</p>
          </>
        )}
        <div className="dl-row">
          {uploading.state === "stopped" && (
            <Button kind="primary" onPress={() => void uploader.again()}>
              {words("data.uploading.go_on")}
            </Button>
          )}
          <Button onPress={() => void uploader.cancel()}>{words("ui.cancel")}</Button>
        </div>
      </div>
    </section>
  );
}
