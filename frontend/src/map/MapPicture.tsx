import type { KeyboardEvent, PointerEvent, ReactElement, Ref } from "react";
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import type { Point, Viewport } from "./model/viewport";
import { closer, FIT, further, moved, wheelFactor, zoomAt } from "./model/viewport";
import { parsePicture } from "./picture";
import "./map.css";

export interface Zoom {
  closer(): void;
  further(): void;
  fit(): void;
}

interface Props {
  /** The drawing, as the server made it. */
  readonly drawing: string;
  readonly label: string;
  /** Told the path of a number that was pressed; without it, numbers are only told. By keyboard, the table below opens the same. */
  readonly onOpen?: ((path: string) => void) | undefined;
  /** Only to be looked at: neither zoomed nor scrolled. */
  readonly small?: boolean;
  readonly ref?: Ref<Zoom>;
}

/** The one drawing, in a window that scrolls and zooms: +, − and 0, Ctrl and the wheel, or by dragging once it is larger. */
export function MapPicture({ drawing, label, onOpen, small = false, ref }: Props): ReactElement {
  const box = useRef<HTMLDivElement>(null);
  const [view, look] = useState<Viewport>(FIT);
  const [grabbed, grab] = useState<Point | null>(null);

  useLayoutEffect(() => {
    const picture = parsePicture(drawing);
    if (picture) box.current?.replaceChildren(picture);
  }, [drawing]);

  useLayoutEffect(() => {
    const picture = box.current?.querySelector("svg");
    if (!box.current || !picture) return;
    picture.style.width = small ? "100%" : widthOf(picture.viewBox.baseVal.width, view.scale);
    box.current.scrollTo(view.left, view.top);
  }, [view, drawing, small]);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const point = within(element, event);
      look((before) => zoomAt(seen(element, before), wheelFactor(event.deltaY), point));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, []);

  const turn = (change: (before: Viewport, point: Point) => Viewport): void => {
    const element = box.current;
    if (element) look((before) => change(seen(element, before), middle(element)));
  };
  useImperativeHandle(ref, () => ({ closer: () => turn(closer), further: () => turn(further), fit: () => look(FIT) }));

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "+" || event.key === "=") turn(closer);
    else if (event.key === "-") turn(further);
    else if (event.key === "0") look(FIT);
    else return;
    event.preventDefault();
  };
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!grabbed) return;
    const by = { x: event.clientX - grabbed.x, y: event.clientY - grabbed.y };
    const element = event.currentTarget;
    look((before) => moved(seen(element, before), by));
    grab({ x: event.clientX, y: event.clientY });
  };

  return (
    <div
      ref={box}
      className="dl-map"
      data-small={small || undefined}
      data-opens={onOpen ? true : undefined}
      data-grabbed={grabbed ? true : undefined}
      role="region"
      aria-label={label}
      {...(small ? {} : { tabIndex: 0 })}
      onKeyDown={press}
      onClick={(event) => {
        const path = event.target instanceof Element ? event.target.closest("[data-cell]")?.getAttribute("data-cell") : null;
        if (path) onOpen?.(path);
      }}
      onPointerDown={(event) => {
        const words = event.target instanceof Element && event.target.closest("text");
        if (event.pointerType === "mouse" && event.button === 0 && view.scale > 1 && !words) {
          grab({ x: event.clientX, y: event.clientY });
          event.currentTarget.setPointerCapture(event.pointerId);
        }
      }}
      onPointerMove={drag}
      onPointerUp={() => grab(null)}
      onPointerCancel={() => grab(null)}
    />
  );
}

/** As wide as the window, but neither much larger than drawn nor too small to read. */
function widthOf(drawn: number, scale: number): string {
  return `calc(max(min(100%, ${drawn * 1.2}px), ${drawn * 0.66}px) * ${scale})`;
}

/** The viewport as the reader has scrolled it. */
function seen(element: HTMLElement, view: Viewport): Viewport {
  return { scale: view.scale, left: element.scrollLeft, top: element.scrollTop };
}

function within(element: HTMLElement, event: MouseEvent): Point {
  const frame = element.getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

function middle(element: HTMLElement): Point {
  return { x: element.clientWidth / 2, y: element.clientHeight / 2 };
}
