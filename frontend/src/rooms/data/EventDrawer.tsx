import type { ReactElement } from "react";
import type { EventOfLog } from "../../lib/types";
import { ButtonLink } from "../../ui/Button";
import { channelName } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import { Drawer } from "../../ui/Overlay";
import { Pairs } from "../../ui/Pairs";
import { User } from "lucide-react";

/** Everything that is known of one event, and the way to whose it is. */
export function EventDrawer({ event, onClose }: { readonly event: EventOfLog | null; readonly onClose: () => void }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  return (
    <Drawer title={event?.name ?? ""} open={event !== null} onClose={onClose}>
      {event && (
        <div className="dl-stack">
          <Pairs small rows={factsOf(event, words, format)} />
          {event.text && <blockquote>{event.text}</blockquote>}
          {event.customer ? (
            <div>
              <ButtonLink href={`/people/${encodeURIComponent(event.customer)}`} icon={User}>
                {words("data.event.customer")}
              </ButtonLink>
            </div>
          ) : (
            <p className="dl-muted">{words("data.event.nobody")}</p>
          )}
        </div>
      )}
    </Drawer>
  );
}

function factsOf(event: EventOfLog, words: ReturnType<typeof useWords>, format: ReturnType<typeof useFormat>): readonly (readonly [string, string])[] {
  const given: readonly (readonly [string, string | null])[] = [
    [words("data.becomes.time"), format.moment(event.at_us)],
    [words("data.role.channel"), channelName(event.channel, words)],
    [words("data.source"), event.source],
    [words("data.event.touchpoint"), event.label],
    [words("data.role.value"), event.value_minor !== null && event.currency !== null ? format.money(event.value_minor, event.currency) : null],
    [words("data.role.score"), event.score === null ? null : [event.score, event.score_max].flatMap((one) => (one === null ? [] : words.number(one))).join(" / ")],
    ...event.identifiers.map(({ namespace, value }) => [namespace, value] as const),
    ...Object.entries(event.properties).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const),
    [words("data.role.id"), event.id],
  ];
  return given.flatMap(([title, value]) => (value === null ? [] : [[title, value] as const]));
}
