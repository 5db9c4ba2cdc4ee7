/* The programme while the fair is on: what is happening, what comes next. A booth has its own (booth/clock.ts). */

import { all } from "../dom.ts";

const DAY = 864e5;

export function startProgramme(): void {
  const programme = document.querySelector("[data-sc-now]");
  if (!programme) return;
  function paint(): void {
    const at = Date.now();
    const events = all<HTMLTimeElement>("time[data-until]").map((time) => ({
      time,
      from: Date.parse(time.dateTime),
      until: Date.parse(time.dataset.until ?? ""),
    }));
    const next = Math.min(...events.map((event) => event.from).filter((from) => from > at));
    for (const { time, from, until } of events) {
      const soon = from === next && at > events[0].from - DAY;
      const when = from <= at && at < until ? "now" : soon ? "next" : "";
      time.querySelector("b")?.remove();
      time.parentElement?.setAttribute("data-when", when);
      if (when) {
        time.appendChild(document.createElement("b")).textContent = programme?.getAttribute(`data-sc-${when}`) ?? "";
      }
    }
  }
  paint();
  setInterval(paint, 30000);
}
