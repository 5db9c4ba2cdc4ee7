/* Light or dark: the visitor's choice wins over the system's. entries/scheme.ts has painted the first time. */

import { all } from "../dom.ts";
import { inBooth, showcase, storage } from "../showcase.ts";

export type Scheme = "default" | "slate";

const root = document.documentElement;

export function recall(key: string): string | null {
  try {
    return storage().getItem(`showcase.${key}`);
  } catch {
    return null; /* forbidden */
  }
}

export function remember(key: string, value: string): void {
  try {
    storage().setItem(`showcase.${key}`, value);
  } catch {
    /* forbidden */
  }
}

export function isScheme(text: string | null): text is Scheme {
  return text === "default" || text === "slate";
}

export function startScheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const bar = document.head.appendChild(document.createElement("meta"));
  bar.name = "theme-color";

  function show(scheme: Scheme): void {
    const words = showcase.words ?? {};
    const label = scheme === "slate" ? words.scheme_light || "Light" : words.scheme_dark || "Dark";
    root.setAttribute("data-md-color-scheme", scheme);
    for (const button of all(".sc-scheme")) {
      if (button.closest("nav")) button.textContent = label;
      else button.setAttribute("aria-label", label);
    }
    bar.content = scheme === "slate" ? "#0b100f" : "#fcfdfc"; /* a phone's own bars go on from the page */
  }
  function current(): Scheme {
    return root.getAttribute("data-md-color-scheme") === "slate" ? "slate" : "default";
  }
  function paint(): void {
    const kept = recall("scheme");
    if (isScheme(kept)) show(kept);
    else if (root.hasAttribute("data-sc-chosen")) show(current());
    else show(inBooth || dark.matches ? "slate" : "default");
  }

  paint();
  dark.addEventListener("change", paint);
  addEventListener("storage", paint);
  addEventListener("pageshow", (event) => {
    if (event.persisted) paint();
  });
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest(".sc-scheme")) return;
    const scheme = current() === "slate" ? "default" : "slate";
    root.setAttribute("data-sc-chosen", ""); /* holds for this page where nothing can be remembered */
    remember("scheme", scheme);
    show(scheme);
  });
}
