/** What was dropped or chosen, as files with the folders they lay in. */

import type { DropItem } from "react-aria-components";
import type { Piece } from "./uploading";

/** Files of the machine that nobody means to import. */
const UNSEEN = /(^|\/)(\.[^/]*|Thumbs\.db|desktop\.ini|__MACOSX(\/.*)?)$/;

export function chosen(files: Iterable<File>): readonly Piece[] {
  return [...files].map((file) => ({ name: file.webkitRelativePath || file.name, file })).filter(meant);
}

export async function dropped(items: readonly DropItem[]): Promise<readonly Piece[]> {
  const found: Piece[] = [];
  for (const item of items) await collect(item, "", found);
  return found.filter(meant);
}

async function collect(item: DropItem, folder: string, into: Piece[]): Promise<void> {
  if (item.kind === "file") into.push({ name: `${folder}${item.name}`, file: await item.getFile() });
  else if (item.kind === "directory") for await (const entry of item.getEntries()) await collect(entry, `${folder}${item.name}/`, into);
}

function meant({ name }: Piece): boolean {
  return !UNSEEN.test(name);
}
