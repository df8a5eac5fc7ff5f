/** How the map is looked at: how large, and which corner is in sight. No React, no DOM. */

export interface Viewport {
  /** 1 is as wide as the window. */
  readonly scale: number;
  /** What lies left of and above the window, in pixels of the page. */
  readonly left: number;
  readonly top: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const FIT: Viewport = { scale: 1, left: 0, top: 0 };
export const LEAST = 0.5;
export const MOST = 5;
const STEP = 1.25;

/** Makes the map larger or smaller so that the point of the window keeps what it shows. */
export function zoomAt(view: Viewport, factor: number, point: Point): Viewport {
  const scale = Math.min(MOST, Math.max(LEAST, view.scale * factor));
  const grown = scale / view.scale;
  return { scale, left: keep(view.left, point.x, grown), top: keep(view.top, point.y, grown) };
}

export function closer(view: Viewport, point: Point): Viewport {
  return zoomAt(view, STEP, point);
}

export function further(view: Viewport, point: Point): Viewport {
  return zoomAt(view, 1 / STEP, point);
}

/** How much a turn of the wheel zooms. */
export function wheelFactor(delta: number): number {
  return Math.exp(-Math.max(-100, Math.min(100, delta)) / 240);
}

export function moved(view: Viewport, by: Point): Viewport {
  return { scale: view.scale, left: Math.max(0, view.left - by.x), top: Math.max(0, view.top - by.y) };
}

function keep(before: number, at: number, grown: number): number {
  return Math.max(0, (before + at) * grown - at);
}
