/** The encodings that exports come in, the likeliest first. Python knows many more; any may be typed. */
export const ENCODINGS = ["utf-8", "utf-16", "cp1250", "cp1251", "cp1252", "iso8859_2", "koi8_r", "big5", "gb18030"] as const;

/** What parts the fields of a delimited text. */
export const SEPARATORS = [
  { id: ",", name: "comma" },
  { id: ";", name: "semicolon" },
  { id: "\t", name: "tab" },
  { id: "|", name: "bar" },
] as const;

/** What a text can be, as it is written in every language. */
export const FORMATS = { csv: "CSV", jsonl: "JSON Lines", json: "JSON" } as const;
