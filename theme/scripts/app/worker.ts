/* The showcase as an app on the visitor's phone: registers the service worker (theme/app/sw.js), tells it what is seen
   and starred, says when there is something newer, and offers to install it on the page of the shortlist. */

import { closest, make, one } from "../dom.ts";
import { type InstallPrompt, showcase } from "../showcase.ts";

const MINUTE = 6e4;
/** How many works of the list, and files of this page, the worker is told of. */
const STARRED = 60;
const TAKEN = 80;

/** What the worker says. */
type Said = { type: "kept" | "same" | "newer" } | { type: "old"; html: string };

function find<T extends HTMLElement = HTMLElement>(name: string): T | null {
  return document.querySelector<T>(`[data-sc-${name}]`);
}

function again(): void {
  location.reload();
}

function sparing(): boolean {
  return Boolean((navigator as { connection?: { saveData?: boolean } }).connection?.saveData);
}

export function startApp(container: ServiceWorkerContainer): void {
  const scope = new URL(showcase.shared, location.href).href;
  const home = new URL(showcase.root, location.href).href;

  /* `serve` shows what is being written: nothing kept may stand before it (catalog/cli/server.py puts this script in) */
  if (document.querySelector('script[src="/__reload.js"]')) {
    container.getRegistration(scope).then((known) => {
      if (known?.active && known.scope === scope) known.active.postMessage({ type: "stop" });
    });
    return;
  }
  document.addEventListener("click", (event) => {
    if (closest(event, "[data-sc-again]")) again();
  });

  /* --- something newer: said once, at the foot of the window --- */
  let waiting: ServiceWorker | null = null;
  let reloading = false;
  function offer(worker: ServiceWorker | null): void {
    waiting = worker ?? waiting;
    if (find("newer")) return;
    const box = make("div", "sc-toast sc-newer");
    const text = make("span");
    const reload = make("button");
    const later = make("button");
    box.dataset.scNewer = "";
    box.setAttribute("role", "status");
    text.textContent = showcase.words.newer;
    reload.type = later.type = "button";
    reload.textContent = showcase.words.reload;
    later.setAttribute("aria-label", showcase.words.close);
    later.textContent = "×";
    reload.addEventListener("click", () => {
      if (waiting?.state !== "installed") return again();
      reloading = true;
      waiting.postMessage({ type: "skip" }); /* it takes over, and then the page loads anew */
    });
    later.addEventListener("click", () => box.remove());
    document.body.append(box);
    box.append(text, reload, later); /* after the box, so that it is read out */
  }

  /* A page that has this moment come from the network is as new as the worker found with it: that one takes over
     without a word. Found later, or on a page that was kept, it is offered. Other open pages are told by its taking
     over. */
  let first = !container.controller;
  let young = !find("kept") && !find("offline");
  let quietly = false;
  let registration: ServiceWorkerRegistration | null = null;
  function found(worker: ServiceWorker, fresh: boolean): void {
    if (!container.controller) return;
    if (!fresh) offer(worker);
    else {
      quietly = true;
      worker.postMessage({ type: "skip" });
    }
  }
  const seen = new WeakSet<ServiceWorker>();
  function watch(worker: ServiceWorker | null): void {
    if (!worker || seen.has(worker)) return;
    seen.add(worker);
    if (worker.state === "installed") {
      found(worker, young);
      return;
    }
    const fresh = young; /* what counts is when it was found */
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed") found(worker, fresh);
    });
  }
  container.addEventListener("controllerchange", () => {
    if (reloading) again();
    else if (first || quietly || young) first = quietly = false;
    else offer(null);
    hello();
  });
  async function start(): Promise<void> {
    try {
      const own = await container.register(`${scope}sw.js`, { scope, updateViaCache: "none" });
      registration = own;
      const both = () => {
        watch(own.waiting);
        watch(own.installing);
      };
      both();
      own.addEventListener("updatefound", both);
      await own.update();
      both(); /* its event comes later */
    } catch {
      /* no network, or the browser forbids it: the pages work without */
    }
    young = false;
    hello();
  }
  let looked = Date.now();
  function look(): void {
    looked = Date.now();
    registration?.update().catch(() => undefined); /* later */
  }
  addEventListener("online", () => {
    if (find("offline")) again();
    else look();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - looked > MINUTE) look();
  });
  setInterval(look, 60 * MINUTE);

  /* --- what the worker shall keep: this page and what it took before there was a worker, and works on the list --- */
  let told = new Set<string>();
  let greeted: ServiceWorker | null = null;
  function starred(): string[] {
    const list = showcase.shortlist?.read() ?? [];
    return list.slice(-STARRED).map((entry) => `${home}works/${entry.id}/`);
  }
  function hello(): void {
    if (young || !container.controller || greeted === container.controller) return;
    greeted = container.controller;
    const taken = performance.getEntriesByType("resource").map((entry) => entry.name);
    const own = taken.filter((url) => url.startsWith(scope)).slice(0, TAKEN);
    told = new Set(starred());
    const urls = [location.href.split("#")[0], ...own, ...(sparing() ? [] : told)];
    greeted.postMessage({ type: "hello", lang: document.documentElement.lang, sparing: sparing(), urls });
  }
  document.addEventListener("shortlist", () => {
    const fresh = starred().filter((url) => !told.has(url));
    if (!fresh.length || !container.controller || sparing()) return;
    for (const url of fresh) told.add(url);
    container.controller.postMessage({ type: "keep", urls: fresh });
  });
  function hear(said: Said | null): void {
    const strip = find("kept");
    if (said?.type === "kept") document.documentElement.setAttribute("data-sc-app", "ready");
    if (said?.type === "same") strip?.remove(); /* the network was slow, the page is its present state */
    if (said?.type === "newer") offer(null);
    if (said?.type === "old" && !strip) one("main").insertAdjacentHTML("afterbegin", said.html);
  }
  for (const said of showcase.told ?? []) hear(said as Said);
  container.addEventListener("message", (event) => hear(event.data));

  offerInstalling();

  /* iOS looks for an icon of its own kind; only it reads this, so no page carries it */
  const icon = document.createElement("link");
  icon.rel = "apple-touch-icon";
  icon.href = one<HTMLLinkElement>("link[rel=icon]").href.replace(".svg", "-180.png");
  document.head.append(icon);
  start();
}

/** A small offer to install, where the browser has one and the visitor has something to keep. */
function offerInstalling(): void {
  const install = find("install");
  if (!install) return;
  function suggest(event: InstallPrompt): void {
    /* frame/loading.ts has asked the browser to leave it to us */
    if (!install) return;
    install.hidden = false;
    one("button", install).onclick = () => {
      install.hidden = true;
      event.prompt();
    };
  }
  addEventListener("beforeinstallprompt", (event) => suggest(event as InstallPrompt));
  if (showcase.prompt) suggest(showcase.prompt);
}
