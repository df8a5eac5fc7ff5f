/** The months that data touch, the newest first, at most two years of them; `2026-03`. */
export function monthsBetween(first_us: number | null, last_us: number | null): readonly string[] {
  if (first_us === null || last_us === null || last_us < first_us) return [];
  const [first, last] = [new Date(first_us / 1000), new Date(last_us / 1000)];
  const number = (day: Date): number => day.getUTCFullYear() * 12 + day.getUTCMonth();
  const months = Math.min(24, number(last) - number(first) + 1);
  return Array.from({ length: months }, (_, back) => number(last) - back).map((month) => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, "0")}`);
}
