import {
  CalendarClock,
  ChartColumnDecreasing,
  ChartNoAxesColumn,
  CircleHelp,
  Footprints,
  Gauge,
  Network,
  Route,
  Scale,
  Sparkles,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import { Link } from "react-aria-components";
import { useApi } from "../../lib/queries";
import type { Form } from "../../lib/types";
import { Card } from "../../ui/Card";
import { useWords } from "../../ui/context";
import { Failed } from "../../ui/Notice";
import { Page } from "../../ui/Page";
import { Waiting } from "../../ui/Progress";
import { SavedList } from "./SavedList";
import "./Explore.css";

/** Signs of the questions we know; every other has the sign of a question. */
const SIGNS: Readonly<Record<string, LucideIcon>> = {
  attribution: Scale,
  funnel: ChartColumnDecreasing,
  journeys: Route,
  micro_moments: Sparkles,
  overview: Gauge,
  paths: Footprints,
  retention: CalendarClock,
  transitions: Network,
  visits: ChartNoAxesColumn,
};

/** Everything that can be asked, and what somebody has asked and kept. */
export function Gallery(): ReactElement {
  const words = useWords();
  const forms = useApi<readonly Form[]>("/api/analyses", { lang: words.language });
  return (
    <Page title={words("explore.title")} about={words("explore.about")}>
      {forms.error ? (
        <Failed error={forms.error} onRetry={() => void forms.refetch()} />
      ) : forms.data ? (
        <>
          <ul className="dl-gallery">
            {forms.data.map(({ name, title, about }) => (
              <li key={name}>
                <Question name={name} title={title} about={about} />
              </li>
            ))}
          </ul>
          <Card title={words("explore.saved")}>
            <SavedList forms={forms.data} />
          </Card>
        </>
      ) : (
        <Waiting label={words("ui.loading")} lines={8} />
      )}
    </Page>
  );
}

function Question({ name, title, about }: Pick<Form, "name" | "title" | "about">): ReactElement {
  const Sign = SIGNS[name] ?? CircleHelp;
  return (
    <Link className="dl-question" href={`/explore/${encodeURIComponent(name)}`}>
      <span className="dl-question-sign" aria-hidden="true">
        <Sign size={22} />
      </span>
      <span className="dl-question-title">{title}</span>
      <span className="dl-question-about">{about}</span>
    </Link>
  );
}
