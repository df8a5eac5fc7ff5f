/** Where to go on from a touchpoint: every question that takes one, found in the declarations. */

import { address } from "../../../lib/api";
import type { Form } from "../../../lib/types";
import type { Given } from "./given";
import { givenOf, writeGiven } from "./given";

export interface Onward {
  readonly href: string;
  /** The question, and what the touchpoint is in it. */
  readonly title: string;
  readonly about: string;
}

/** The questions about a touchpoint; whom, when and beside whom it was asked goes along. */
export function onwardFrom(forms: readonly Form[], given: Given, touchpoint: string): readonly Onward[] {
  return forms.flatMap((form) => {
    const needed = form.parameters.filter((parameter) => parameter.required);
    const along = Object.fromEntries(form.parameters.filter(({ shared }) => shared).flatMap(({ name }) => (given[name] === undefined ? [] : [[name, given[name]]])));
    return form.parameters
      .filter(({ kind, many, name }) => kind === "touchpoint" && !many && needed.every((parameter) => parameter.name === name))
      .map(({ name, title }) => ({
        href: address(`/explore/${encodeURIComponent(form.name)}`, writeGiven(form.parameters, givenOf(form.parameters, { ...along, [name]: touchpoint }))),
        title: form.title,
        about: title,
      }));
  });
}
