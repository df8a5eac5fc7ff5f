/** What refers to a rule by its name, once the name is another one. */

import type { EditableSettings, JourneyType } from "../../../lib/types";

type Journeys = EditableSettings["journeys"];

/** The journey types with a touchpoint's new name wherever they had its old one. */
export function touchpointRenamed(journeys: Journeys, from: string, to: string): Journeys {
  return eachJourney(journeys, (type) => {
    const [goal, start, recovery] = [swapped(type.goal, from, to), swapped(type.start, from, to), swapped(type.recovery, from, to)];
    return { ...type, goal: goal ?? [], ...(start === undefined ? {} : { start }), ...(recovery == null ? {} : { recovery }) };
  });
}

/** Touchpoints and journey types with a stage's new name wherever they had its old one. */
export function stageRenamed({ touchpoints, journeys }: Pick<EditableSettings, "touchpoints" | "journeys">, from: string, to: string): Pick<EditableSettings, "touchpoints" | "journeys"> {
  return {
    touchpoints: touchpoints.map((one) => (one.stage === from ? { ...one, stage: to } : one)),
    journeys: eachJourney(journeys, (type) => (type.stages == null ? type : { ...type, stages: swapped(type.stages, from, to) ?? null })),
  };
}

function eachJourney(journeys: Journeys, change: (type: JourneyType) => JourneyType): Journeys {
  return Object.fromEntries(Object.entries(journeys).map(([name, type]) => [name, change(type)]));
}

function swapped<T extends readonly string[] | string | null | undefined>(names: T, from: string, to: string): T {
  if (names == null) return names;
  return (typeof names === "string" ? (names === from ? to : names) : names.map((name) => (name === from ? to : name))) as T;
}
