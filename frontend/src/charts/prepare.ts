/** What draws: large, fetched apart from the app, and kept. */

type Module = typeof import("./Drawing");

let here: Module["default"] | null = null;

/** What draws, where it has come already. */
export function drawingHere(): Module["default"] | null {
  return here;
}

/** What draws, once it has come. */
export async function drawing(): Promise<Module> {
  const module = await import("./Drawing");
  here = module.default;
  return module;
}

/** Fetches it before there is anything to draw, and has it practise while nothing else is to be done. */
export function prepareCharts(): void {
  if (here) return;
  void drawing().then(({ practise }) => {
    if ("requestIdleCallback" in window) window.requestIdleCallback(() => void practise());
  });
}
