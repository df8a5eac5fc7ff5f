import type { ReactElement } from "react";
import type { Cell, Edge, MapView } from "../lib/types";
import type { Words } from "../lib/words";
import { rowsOf } from "./model/rows";

interface Props {
  readonly view: MapView;
  readonly words: Words;
}

const HEADS = ["stage", "touchpoint", "channel", "customers", "journeys", "events", "lost", "score", "in", "out"];
const NUMBERS = new Set(["customers", "journeys", "events", "lost"]);

/** Every number of the map as a table: for those who read, copy or cannot see the picture. */
export function MapTable({ view, words }: Props): ReactElement {
  return (
    <details className="numbers">
      <summary>{words("app.data")}</summary>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              {HEADS.map((head) => (
                <th key={head} scope="col" className={NUMBERS.has(head) ? "n" : undefined}>
                  {words(`map.table.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rowsOf(view).map(({ stage, cell }) => (
              <tr key={cell.touchpoint} data-touchpoint={cell.touchpoint}>
                <td>{stage ?? words("map.unstaged")}</td>
                <th scope="row">{cell.goal ? `${cell.label} (${words("map.goal")})` : cell.label}</th>
                <td>{channel(cell, words)}</td>
                <td className="n">{words.number(cell.customers)}</td>
                <td className="n">{words.number(cell.journeys)}</td>
                <td className="n">{words.number(cell.events)}</td>
                <td className="n">{words.number(cell.lost)}</td>
                <td>{score(cell, words)}</td>
                <td>{edges(cell.ways_in, words)}</td>
                <td>{edges(cell.ways_out, words)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function channel(cell: Cell, words: Words): string {
  const key = `channel.${cell.channel}`;
  return words.has(key) ? words(key) : cell.channel;
}

function score(cell: Cell, words: Words): string {
  if (!cell.score) return "";
  const { mean, scale_min, scale_max, answers } = cell.score;
  return `${words.number(mean, 1)} (${words.number(scale_min)}–${words.number(scale_max)}), ${words("map.answers", { n: answers })}`;
}

function edges(list: readonly Edge[], words: Words): string {
  return list.map((edge) => `${edge.label} ${words.number(edge.customers)}`).join(", ");
}
