/* Share: the system's sheet, else the clipboard and a word about it. */

import { closest } from "../dom.ts";
import { showcase } from "../showcase.ts";

let fading = 0;

function tellBriefly(text: string): void {
  const toast = document.querySelector(".sc-toast");
  if (!toast) return;
  toast.textContent = text;
  clearTimeout(fading);
  fading = window.setTimeout(() => {
    toast.textContent = "";
  }, 4000);
}

export function copy(text: string): Promise<void> {
  if (navigator.clipboard && isSecureContext) return navigator.clipboard.writeText(text);
  return new Promise((done, fail) => {
    /* a disk or plain http has no clipboard API */
    const area = document.createElement("textarea");
    const before = document.activeElement;
    area.value = text;
    area.className = "sc-vh";
    area.readOnly = true;
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (before instanceof HTMLElement) before.focus();
    if (copied) done();
    else fail();
  });
}

function share(button: HTMLElement): void {
  const here = location.href.split("#")[0];
  const url = new URL(button.getAttribute("data-sc-share") || here, location.href).href;
  const title = button.getAttribute("data-title") || document.title;
  const viaClipboard = () => {
    copy(url).then(
      () => tellBriefly(showcase.words?.copied ?? ""),
      () => tellBriefly(url),
    );
  };
  if (!navigator.share) viaClipboard();
  else {
    navigator.share({ title, url }).catch((error) => {
      if (error.name !== "AbortError") viaClipboard();
    });
  }
}

export function startShare(): void {
  document.addEventListener("click", (event) => {
    const button = closest(event, "button");
    if (button?.hasAttribute("data-sc-share")) share(button);
  });
}
