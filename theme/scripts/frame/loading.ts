/* What waits until all else is there: pictures for paper, and the app. */

import { all, loadScript } from "../dom.ts";
import { asset, framed, type InstallPrompt, showcase } from "../showcase.ts";

function whenIdle(task: () => void): void {
  addEventListener("load", () => {
    if ("requestIdleCallback" in window) requestIdleCallback(task);
    else setTimeout(task);
  });
}

/** A browser that prints waits two seconds at most for pictures that it has not fetched yet, so a gallery's few are
    fetched once all else is there. `beforeprint` comes too late, and no visitor waits for these. */
export function loadGalleries(): void {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  whenIdle(() => {
    for (const image of all<HTMLImageElement>(".sc-gal img,.sc-fam--alone img")) image.loading = "eager";
  });
}

/** The web showcase is an app: its pages name a manifest. Neither from a disk nor in the booth. */
export function startApp(): void {
  if (!framed || !document.querySelector("link[rel=manifest]") || !/^https?:$/.test(location.protocol)) return;
  const told: unknown[] = [];
  showcase.told = told;
  navigator.serviceWorker?.addEventListener("message", (event) => told.push(event.data));
  addEventListener("beforeinstallprompt", (event) => {
    /* offered on the page of the list */
    if (!document.querySelector("[data-sc-install]")) return;
    event.preventDefault();
    showcase.prompt = event as InstallPrompt;
  });
  whenIdle(() => {
    loadScript(asset("app")).catch(() => {
      /* no network: the pages work without */
    });
  });
}
