import type { RefObject } from "react";
import { useEffect, useState } from "react";

/** Half a window ahead: what is scrolled to is there in time. */
const AHEAD = "50%";

/** Whether an element is, or was once, in the window or close to it. */
export function useNear(place: RefObject<HTMLElement | null>): boolean {
  const [near, set] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (near || !element) return;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) set(true);
      },
      { rootMargin: `${AHEAD} 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [near, place]);
  return near;
}
