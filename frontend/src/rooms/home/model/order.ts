/** The order of what stands on Home. */

type Ids = readonly string[];

/** With one of them so many places later; unchanged where it is not there or has nowhere to go. */
export function moved(ids: Ids, id: string, by: number): Ids {
  const place = ids.indexOf(id);
  const target = place + by;
  return place < 0 || target < 0 || target >= ids.length ? ids : put(without(ids, id), id, target);
}

/** With one put at a place, or at the end where there are fewer; unchanged where it is there already. */
export function put(ids: Ids, id: string, place: number): Ids {
  return ids.includes(id) ? ids : [...ids.slice(0, place), id, ...ids.slice(place)];
}

export function without(ids: Ids, id: string): Ids {
  return ids.filter((other) => other !== id);
}
