/* When somebody last touched the screen, a key or a mouse. */

let last = performance.now();

export function touched(): void {
  last = performance.now();
}

/** Milliseconds since then. */
export function restingFor(): number {
  return performance.now() - last;
}

export function watchTouches(): void {
  for (const type of ["pointerdown", "touchmove", "keydown", "wheel", "input"]) {
    addEventListener(type, touched, { capture: true, passive: true });
  }
  addEventListener(
    "pointermove",
    (event) => {
      /* a mouse that lies still may tremble */
      if (Math.abs(event.movementX) + Math.abs(event.movementY) > 3) touched();
    },
    { capture: true, passive: true },
  );
}
