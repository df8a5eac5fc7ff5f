import { expect, it } from "vitest";
import type { SettingsChoices } from "../../../lib/types";
import { countryOfZone, countryOptions, currencyOptions, zoneOptions } from "./preferences";

const CHOICES: SettingsChoices = {
  time_zones: [
    { name: "America/New_York", city: "Нью-Йорк", country: "US" },
    { name: "Asia/Seoul", city: "Seoul", country: "KR" },
    { name: "UTC", city: "UTC", country: null },
  ],
  currencies: [{ code: "EUR", name: "евро" }],
  countries: [
    { code: "AT", name: "Österreich" },
    { code: "US", name: "Usa" },
    { code: "CZ", name: "Czechia" },
  ],
  identifiers: [],
};

it("a time zone is found by its name and by its city; what is chosen stays though nobody offers it", () => {
  expect(zoneOptions(CHOICES.time_zones, "UTC").map(({ label }) => label)).toEqual(["America/New_York · Нью-Йорк", "Asia/Seoul", "UTC"]);
  expect(zoneOptions(CHOICES.time_zones, "Asia/Calcutta")[0]).toEqual({ id: "Asia/Calcutta", label: "Asia/Calcutta" });
  expect(currencyOptions(CHOICES.currencies, "DEM")).toEqual([
    { id: "DEM", label: "DEM" },
    { id: "EUR", label: "EUR · евро" },
  ]);
});

it("countries stand in the order of the reader's alphabet", () => {
  expect(countryOptions(CHOICES.countries, "de", null).map(({ id }) => id)).toEqual(["CZ", "AT", "US"]);
  expect(countryOptions(CHOICES.countries, "de", "XX").map(({ id }) => id)).toEqual(["XX", "CZ", "AT", "US"]);
});

it("the country is that of the time zone, where it lies in one", () => {
  expect(["America/New_York", "Asia/Seoul", "UTC", "Mars/Base"].map((zone) => countryOfZone(CHOICES, zone))).toEqual(["Usa", "KR", null, null]);
});
