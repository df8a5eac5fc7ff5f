/** Turns the drawing's text into an element of the page. */

/** The drawing as an element; null where the text is no drawing. */
export function parsePicture(text: string): SVGSVGElement | null {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  return root instanceof SVGSVGElement ? document.importNode(root, true) : null;
}
