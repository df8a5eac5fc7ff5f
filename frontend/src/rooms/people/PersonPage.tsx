import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useApi } from "../../lib/queries";
import type { Person } from "../../lib/types";
import { Link } from "../../ui/Button";
import { Card, Tag } from "../../ui/Card";
import { Channels } from "../../ui/Channel";
import { useFormat, useWords } from "../../ui/context";
import { Figure, Figures } from "../../ui/Count";
import { Failed } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { Identifiers } from "./Identifiers";
import { Notes } from "./Notes";
import { Worth } from "./People";
import { PersonActions } from "./PersonActions";
import { Standing } from "./Standing";
import { Timeline } from "./Timeline";
import "./People.css";

/** One customer: who they are and why we think so, what they did over all channels, and where they are now. */
export function PersonPage(): ReactElement {
  const words = useWords();
  const { who = "" } = useParams({ strict: false }) as { readonly who?: string };
  const person = useApi<Person>(`/api/people/${encodeURIComponent(who)}`, { lang: words.language });
  if (person.error) return <Page title={who}>{<Failed error={person.error} onRetry={() => void person.refetch()} />}</Page>;
  if (!person.data) return <Page title={who}>{<Waiting label={words("ui.loading")} lines={9} />}</Page>;
  return <Known person={person.data} />;
}

function Known({ person }: { readonly person: Person }): ReactElement {
  const [words, format] = [useWords(), useFormat()];
  return (
    <Page
      title={person.shown?.value ?? person.customer}
      actions={<PersonActions who={person.customer} />}
      about={
        <>
          <Link href="/people">{words("shell.room.people")}</Link> · {words("people.person.id", { id: person.customer })}
        </>
      }
    >
      <Card>
        <Figures>
          <Figure label={words("people.events")} note={words("people.person.visits", { n: person.visits })}>
            {format.count(person.events)}
          </Figure>
          <Figure label={words("members.first")} note={format.ago(person.first_us, person.until_us / 1000)}>
            {format.day(person.first_us)}
          </Figure>
          <Figure label={words("members.last")} note={words("people.person.until", { day: format.day(person.until_us) })}>
            {format.day(person.last_us)}
          </Figure>
          {person.worth.length > 0 && (
            <Figure label={words("people.worth")}>
              <Worth worth={person.worth} />
            </Figure>
          )}
          <Figure label={words("people.channels")}>
            <Channels names={person.channels.map(({ channel }) => channel)} />
          </Figure>
        </Figures>
      </Card>
      <div className="dl-person">
        <Timeline who={person.customer} />
        <div className="dl-stack">
          <Card title={words("people.person.journeys")}>
            {person.journey_types.map((type) => (
              <Standing key={type.journey} type={type} />
            ))}
          </Card>
          <Notes who={person.customer} />
          <Card title={words("people.person.identifiers")}>
            <Identifiers person={person} />
          </Card>
          {person.traits.length > 0 && (
            <Card title={words("people.person.traits")}>
              <div className="dl-row">
                {person.traits.map(({ dimension, value }) => (
                  <Tag key={dimension}>
                    {dimension}: {value}
                  </Tag>
                ))}
              </div>
            </Card>
          )}
        </div>
      </div>
    </Page>
  );
}
