/** Conditions as selections write them, whatever letters the names in them have. No React. */

/** A condition that a dimension has a value, as selections write it. */
export function condition(dimension: string, value: string): string {
  return `${quoted(dimension, /^[A-Za-z_][A-Za-z0-9_]*$/)} = ${quoted(value)}`;
}

/** A saved selection, as selections name it. */
export function segment(name: string): string {
  return `segment(${quoted(name)})`;
}

function quoted(text: string, plain?: RegExp): string {
  return plain?.test(text) ? text : `"${text.replace(/[\\"]/g, "\\$&")}"`;
}
