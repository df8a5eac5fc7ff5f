/** The parts of the rules, each a page of its own. */
export const PARTS = ["touchpoints", "stages", "journeys", "dimensions"] as const;
export type Part = (typeof PARTS)[number];
