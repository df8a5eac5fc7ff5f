import { Search, X } from "lucide-react";
import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { usePlace } from "../../lib/address";
import { useApi } from "../../lib/queries";
import type { SourceList } from "../../lib/types";
import { Button } from "../../ui/Button";
import { channelName } from "../../ui/Channel";
import { Select } from "../../ui/Choice";
import { useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { CHANNELS } from "./model/channels";

const ALL = "\u0000";
export const FILTERS = ["name", "channel", "source", "touchpoint", "text"] as const;

/** Which events are looked at; all of it stands in the address. */
export function EventFilters(): ReactElement {
  const words = useWords();
  const { params, change } = usePlace();
  const sources = useApi<SourceList>("/api/sources").data?.rows ?? [];
  const [typed, type] = useState({ text: params.get("text") ?? "", name: params.get("name") ?? "" });
  const search = (event: FormEvent): void => {
    event.preventDefault();
    change({ text: typed.text.trim(), name: typed.name.trim() });
  };
  const pick = (filter: "channel" | "source", label: string, options: readonly { readonly id: string; readonly label: string }[]): ReactElement => (
    <Select label={label} options={[{ id: ALL, label: words("data.filter.all") }, ...options]} value={params.get(filter) ?? ALL} onChange={(id) => change({ [filter]: id === ALL ? null : id })} />
  );
  const touchpoint = params.get("touchpoint");
  return (
    <form className="dl-corrections" role="search" onSubmit={search}>
      <TextField label={words("data.filter.text")} value={typed.text} onChange={(text) => type({ ...typed, text })} />
      <TextField label={words("data.role.name")} value={typed.name} onChange={(name) => type({ ...typed, name })} />
      {pick("channel", words("data.role.channel"), CHANNELS.map((id) => ({ id, label: channelName(id, words) })))}
      {pick("source", words("data.source"), sources.map(({ source }) => ({ id: source, label: source })))}
      <div className="dl-row dl-filter-do">
        <Button type="submit" icon={Search}>
          {words("data.filter.do")}
        </Button>
        {touchpoint && (
          <Button icon={X} onPress={() => change({ touchpoint: null })}>
            {words("data.filter.touchpoint", { touchpoint })}
          </Button>
        )}
      </div>
    </form>
  );
}
