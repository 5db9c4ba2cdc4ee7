/* The booth: what a visitor meets first, and what happens when nobody touches it any more. */

import { sleep } from "../booth/attract.ts";
import { startClock } from "../booth/clock.ts";
import { startCounts } from "../booth/counts.ts";
import { startGuard } from "../booth/guard.ts";
import { startKeys } from "../booth/keys.ts";
import { booth } from "../booth/kiosk.ts";
import { watchRest } from "../booth/rest.ts";
import { codeOf, startSheets } from "../booth/sheet.ts";
import { watchTouches } from "../booth/touches.ts";
import { startTrail } from "../booth/trail.ts";
import { showcase } from "../showcase.ts";

const root = document.documentElement;
if (booth.booth.accent) root.style.setProperty("--accent", booth.booth.accent);
watchTouches();
watchRest();
if (location.hash === "#attract") sleep();
startSheets();
startTrail();
startGuard();
startClock();
startCounts();
startKeys();
showcase.kiosk = { code: codeOf };
root.setAttribute("data-kiosk-ready", "");
