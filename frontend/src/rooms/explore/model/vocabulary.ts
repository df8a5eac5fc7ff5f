/** What forms let people choose from. */

import { segment } from "../../../conditions/model/written";
import type { Choices, JourneyChoice, Parameter } from "../../../lib/types";
import type { Option } from "../../../ui/Choice";
import type { Known } from "./faults";
import type { Given } from "./given";
import { valueOf } from "./given";

export interface Vocabulary {
  readonly choices: Choices;
  readonly journeys: readonly JourneyChoice[];
}

/** What can be chosen for a parameter; empty where it is written. */
export function optionsOf(parameter: Parameter, parameters: readonly Parameter[], given: Given, vocabulary: Vocabulary | null): readonly Option[] {
  if (parameter.kind === "choice") return parameter.choices.map(({ value, title }) => ({ id: value, label: title }));
  if (!vocabulary) return [];
  const { choices, journeys } = vocabulary;
  switch (parameter.kind) {
    case "touchpoint":
      return choices.touchpoints.map(({ touchpoint, label, events }) => ({ id: touchpoint, label, note: String(events) }));
    case "dimension":
      return choices.dimensions.map(({ dimension, label }) => ({ id: dimension, label }));
    case "journey":
      return journeys.map(({ name, label }) => ({ id: name, label }));
    case "value":
      return valuesOf(dimensionOf(parameter, parameters, given), choices);
    case "selection":
      return choices.segments.map((name) => ({ id: segment(name), label: name }));
    case "pattern":
    case "period":
    case "duration":
    case "number":
    case "yes_no":
      return [];
  }
}

/** The dimension whose values a `value` is chosen from: another parameter names it. */
function dimensionOf(parameter: Parameter, parameters: readonly Parameter[], given: Given): string | null {
  const names = parameters.find(({ name }) => name === parameter.of);
  const value = names ? valueOf(names, given) : null;
  return typeof value === "string" ? value : null;
}

function valuesOf(dimension: string | null, choices: Choices): readonly Option[] {
  if (dimension === "touchpoint") return choices.touchpoints.map(({ touchpoint, label }) => ({ id: touchpoint, label }));
  const values = choices.dimensions.find((one) => one.dimension === dimension)?.values ?? [];
  return values.map(({ value, label }) => ({ id: value, label }));
}

/** Tells which names there are, so that a form can say at once what there is not. */
export function knownIn(vocabulary: Vocabulary | null, parameters: readonly Parameter[], given: Given): Known {
  return (parameter) => {
    if (!vocabulary || parameter.kind === "choice" || parameter.kind === "selection") return null;
    const options = optionsOf(parameter, parameters, given, vocabulary);
    return options.length > 0 ? new Set(options.map(({ id }) => id)) : null;
  };
}
