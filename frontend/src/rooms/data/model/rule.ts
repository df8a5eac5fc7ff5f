/** Touchpoints' rules as people read and write them. */

import type { Touchpoint, When } from "../../../lib/types";
import type { Words } from "../../../lib/words";

type Value = NonNullable<When["properties"]>[string];

/** One or several, as a list. */
export function several<T extends string>(given: readonly T[] | T | null | undefined): readonly T[] {
  return given == null ? [] : typeof given === "string" ? [given] : given;
}

/** A rule in words: channel Web or App, name “a” or “b*”, plan “pro”. */
export function ruleText(when: When, words: Words, channel: (name: string) => string): string {
  const or = words("data.rule.or");
  const quoted = (texts: readonly string[]): string => texts.map((text) => words("data.rule.quoted", { text })).join(or);
  const [channels, names, sources] = [several(when.channel), several(when.name), several(when.source)];
  const parts = [
    channels.length > 0 ? words("data.rule.channel", { what: channels.map(channel).join(or) }) : "",
    names.length > 0 ? words("data.rule.name", { what: quoted(names) }) : "",
    sources.length > 0 ? words("data.rule.source", { what: quoted(sources) }) : "",
    ...Object.entries(when.properties ?? {}).map(([name, value]) => words("data.rule.property", { name, what: quoted(Array.isArray(value) ? value : [String(value)]) })),
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(words("data.rule.and")) : words("data.rule.all");
}

export interface RuleForm {
  readonly name: string;
  readonly channels: readonly string[];
  /** One a line. */
  readonly names: string;
  readonly sources: readonly string[];
  /** `property = value, value`, one a line. */
  readonly properties: string;
  readonly stage: string | null;
  readonly label: LabelForm;
}

/** A label's text by language; under "" where it is the same in all. */
export type LabelForm = Readonly<Record<string, string>>;

export function formOfRule({ name, when, stage, label }: Touchpoint): RuleForm {
  return {
    name,
    channels: several(when.channel),
    names: several(when.name).join("\n"),
    sources: several(when.source),
    properties: Object.entries(when.properties ?? {})
      .map(([property, value]) => `${property} = ${Array.isArray(value) ? value.join(", ") : String(value)}`)
      .join("\n"),
    stage: stage ?? null,
    label: formOfLabel(label),
  };
}

/** The rule that a form says; what was no text in the old one and is written the same stays as it was. */
export function ruleOf(form: RuleForm, before?: When): When {
  const names = lines(form.names);
  const properties = propertiesOf(form.properties, before?.properties ?? {});
  return {
    ...(form.channels.length > 0 ? { channel: form.channels as NonNullable<When["channel"]> } : {}),
    ...(names.length > 0 ? { name: one(names) } : {}),
    ...(form.sources.length > 0 ? { source: one(form.sources) } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  };
}

export function touchpointOf(form: RuleForm, before?: Touchpoint): Touchpoint {
  const label = labelOf(form.label);
  return { name: form.name.trim(), when: ruleOf(form, before?.when), ...(form.stage ? { stage: form.stage } : {}), ...(label ? { label } : {}) };
}

export function formOfLabel(label: Touchpoint["label"]): LabelForm {
  return label == null ? {} : typeof label === "string" ? { "": label } : { ...label };
}

export function labelOf(form: LabelForm): string | Readonly<Record<string, string>> | null {
  const said = Object.entries(form).flatMap(([language, text]) => (text.trim() ? [[language, text.trim()] as const] : []));
  const own = said.filter(([language]) => language !== "");
  return own.length > 0 ? Object.fromEntries(own) : (said[0]?.[1] ?? null);
}

/** What people see: in the reader's language, else in whatever there is. */
export function labelText(label: Touchpoint["label"], name: string, language: string): string {
  const form = formOfLabel(label);
  return form[language] ?? form[""] ?? form["en"] ?? Object.values(form)[0] ?? name;
}

function one(texts: readonly string[]): readonly string[] | string {
  const [first] = texts;
  return texts.length === 1 && first !== undefined ? first : texts;
}

function lines(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => line.trim() || []);
}

function propertiesOf(text: string, before: Readonly<Record<string, Value>>): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const line of lines(text)) {
    const at = line.indexOf("=");
    const [name, said] = at < 0 ? [line, "*"] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    const old = before[name];
    const same = old !== undefined && (Array.isArray(old) ? old.join(", ") : String(old)) === said;
    found[name] = same ? old : said.includes(",") ? said.split(",").map((part) => part.trim()) : said;
  }
  return found;
}
