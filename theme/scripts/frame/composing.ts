/* Keys that belong to an input method are nobody else's: the Enter that takes a candidate opens no result and sends no
   form, the arrows among candidates move nothing of ours. Held once for all fields, before anybody else hears. */

import { isComposing } from "../dom.ts";

export function guardComposing(): void {
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isComposing(event)) return;
      event.stopPropagation();
      if (event.key === "Enter") event.preventDefault();
    },
    { capture: true },
  );
}
