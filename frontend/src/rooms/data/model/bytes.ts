const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
const STEP = 1_000;

/** An amount of bytes as people read it. */
export function bytesText(bytes: number, language: string): string {
  const place = Math.min(UNITS.length - 1, bytes < STEP ? 0 : Math.floor(Math.log(bytes) / Math.log(STEP)));
  return new Intl.NumberFormat(language, { style: "unit", unit: UNITS[place], unitDisplay: "short", maximumFractionDigits: place === 0 ? 0 : 1 }).format(bytes / STEP ** place);
}
