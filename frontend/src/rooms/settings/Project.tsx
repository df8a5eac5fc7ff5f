import type { ReactElement } from "react";
import { DraftBar } from "../../drafts/DraftBar";
import { faultAt } from "../../drafts/faults";
import type { Drafting } from "../../drafts/useDraft";
import { useDraft } from "../../drafts/useDraft";
import { formatOf } from "../../lib/format";
import { useApi } from "../../lib/queries";
import { useMay } from "../../lib/session";
import type { EditableSettings, SettingsChoices } from "../../lib/types";
import { LANGUAGES, OWN_NAMES } from "../../lib/words";
import { Card } from "../../ui/Card";
import { ComboBox, Select } from "../../ui/Choice";
import { useProject, useWords } from "../../ui/context";
import { TextField } from "../../ui/Field";
import { Failed } from "../../ui/Notice";
import { Pairs } from "../../ui/Pairs";
import { Waiting } from "../../ui/Progress";
import { countryOfZone, countryOptions, currencyOptions, zoneOptions } from "./model/preferences";
import { SettingsPage } from "./SettingsPage";
import "./Project.css";

const BY_ZONE = "";

/** What holds for the whole project: its name, and how it writes and counts. */
export function Project(): ReactElement {
  const words = useWords();
  const drafting = useDraft();
  const edits = useMay("edit");
  const choices = useApi<SettingsChoices>("/api/settings/choices", { lang: words.language });
  const { now, settings } = drafting;
  const failed = now.error ?? choices.error;
  return (
    <SettingsPage page="project">
      {failed ? (
        <Failed error={failed} onRetry={() => void Promise.all([now.refetch(), choices.refetch()])} />
      ) : settings && choices.data ? (
        <>
          <DraftBar drafting={drafting} />
          {edits ? <Fields drafting={drafting} settings={settings} choices={choices.data} /> : <Said settings={settings} choices={choices.data} />}
          <p className="dl-muted dl-small">{words("settings.project.where")}</p>
        </>
      ) : (
        <Waiting label={words("ui.loading")} lines={7} />
      )}
    </SettingsPage>
  );
}

interface Props {
  readonly settings: EditableSettings;
  readonly choices: SettingsChoices;
}

function Fields({ drafting: { now, put, faults }, settings, choices }: Props & { readonly drafting: Drafting }): ReactElement {
  const words = useWords();
  const project = useProject();
  const { name, language, time_zone, currency, country, visit_gap } = settings;
  return (
    <>
      <Card title={words("settings.project.business")}>
        <div className="dl-preferences">
          <TextField label={words("settings.project.name")} hint={words("settings.project.name.hint")} {...(now.data?.name == null ? { placeholder: project.name } : {})} value={name ?? ""} onChange={(text) => put("name", text.trim() ? text : null)} error={faultAt(faults, "name")} />
          <Select
            label={words("ui.language")}
            hint={words("settings.project.language.hint")}
            options={LANGUAGES.map((id) => ({ id, label: OWN_NAMES[id] }))}
            value={language}
            onChange={(id) => put("language", LANGUAGES.find((one) => one === id) ?? language)}
            error={faultAt(faults, "language")}
          />
        </div>
      </Card>
      <Card title={words("settings.project.reading")}>
        <div className="dl-preferences">
          <ComboBox
            label={words("settings.project.time_zone")}
            hint={words("settings.project.time_zone.hint", { time: clock(words.language, time_zone) })}
            options={zoneOptions(choices.time_zones, time_zone)}
            value={time_zone}
            onChange={(id) => put("time_zone", id)}
            error={faultAt(faults, "time_zone")}
          />
          <ComboBox
            label={words("settings.project.currency")}
            hint={words("settings.project.currency.hint")}
            options={currencyOptions(choices.currencies, currency)}
            value={currency}
            onChange={(id) => put("currency", id)}
            error={faultAt(faults, "currency")}
          />
          <ComboBox
            label={words("settings.project.country")}
            hint={words("settings.project.country.hint")}
            options={[{ id: BY_ZONE, label: byZone(choices, time_zone, words) }, ...countryOptions(choices.countries, words.language, country)]}
            value={country ?? BY_ZONE}
            onChange={(id) => put("country", id === BY_ZONE ? null : id)}
            error={faultAt(faults, "country")}
          />
          <TextField label={words("settings.project.visit_gap")} hint={words("settings.project.visit_gap.hint")} value={visit_gap} onChange={(text) => put("visit_gap", text)} error={faultAt(faults, "visit_gap")} />
        </div>
      </Card>
    </>
  );
}

/** The same for those who may not change it. */
function Said({ settings, choices }: Props): ReactElement {
  const words = useWords();
  const project = useProject();
  const { language, time_zone, currency, country, visit_gap } = settings;
  const named = (options: readonly { readonly id: string; readonly label: string }[], chosen: string): string => options.find(({ id }) => id === chosen)?.label ?? chosen;
  return (
    <Card>
      <Pairs
        rows={[
          [words("settings.project.name"), project.name],
          [words("ui.language"), OWN_NAMES[language]],
          [words("settings.project.time_zone"), named(zoneOptions(choices.time_zones, time_zone), time_zone)],
          [words("settings.project.currency"), named(currencyOptions(choices.currencies, currency), currency)],
          [words("settings.project.country"), country === null ? byZone(choices, time_zone, words) : named(countryOptions(choices.countries, words.language, country), country)],
          [words("settings.project.visit_gap"), visit_gap],
        ]}
      />
    </Card>
  );
}

function byZone(choices: SettingsChoices, zone: string, words: ReturnType<typeof useWords>): string {
  const country = countryOfZone(choices, zone);
  return country === null ? words("settings.project.country.none") : words("settings.project.country.by_zone", { country });
}

/** What a clock shows there now. */
function clock(language: Parameters<typeof formatOf>[0], zone: string): string {
  try {
    return formatOf(language, zone).time(Date.now() * 1000);
  } catch (error) {
    if (error instanceof RangeError) return "?"; // a zone that the server knows and this browser does not
    throw error;
  }
}
