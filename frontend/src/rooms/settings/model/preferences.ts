/** What can be chosen for a whole project, as options of its fields. */

import type { NamedCode, SettingsChoices, ZoneChoice } from "../../../lib/types";
import type { Option } from "../../../ui/Choice";

/** Time zones by their name, and by their city in the reader's language. */
export function zoneOptions(zones: readonly ZoneChoice[], chosen: string): readonly Option[] {
  const options = zones.map(({ name, city }) => ({ id: name, label: name.endsWith(`/${city}`) || name === city ? name : `${name} · ${city}` }));
  return withChosen(options, chosen);
}

export function currencyOptions(currencies: readonly NamedCode[], chosen: string): readonly Option[] {
  return withChosen(currencies.map(({ code, name }) => ({ id: code, label: `${code} · ${name}` })), chosen);
}

/** Countries in the order of their names. */
export function countryOptions(countries: readonly NamedCode[], language: string, chosen: string | null): readonly Option[] {
  const options = countries.map(({ code, name }) => ({ id: code, label: name })).sort((a, b) => a.label.localeCompare(b.label, language));
  return chosen === null ? options : withChosen(options, chosen);
}

/** The country that holds where none is chosen: that of the time zone; null for a zone of no country. */
export function countryOfZone({ time_zones, countries }: SettingsChoices, zone: string): string | null {
  const code = time_zones.find(({ name }) => name === zone)?.country ?? null;
  return countries.find((country) => country.code === code)?.name ?? code;
}

function withChosen(options: readonly Option[], chosen: string): readonly Option[] {
  return options.some(({ id }) => id === chosen) ? options : [{ id: chosen, label: chosen }, ...options];
}
