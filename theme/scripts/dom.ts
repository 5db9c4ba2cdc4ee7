/* The few things that every script does to a page. */

/** The first element that matches. The caller knows from the template that there is one. */
export function one<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

export function all<T extends Element = HTMLElement>(selector: string, within: ParentNode = document): T[] {
  return Array.from(within.querySelectorAll<T>(selector));
}

/** The element that an event happened in, or the nearest around it that matches. */
export function closest<T extends Element = HTMLElement>(event: Event, selector: string): T | null {
  return event.target instanceof Element ? event.target.closest<T>(selector) : null;
}

export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  css = "",
  hidden = false,
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.className = css;
  node.hidden = hidden;
  return node;
}

/** The element that some HTML begins with. */
export function parse<T extends HTMLElement = HTMLElement>(html: string): T {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild as T;
}

/** Loads a classic script, which works from a disk as from a server. */
export function loadScript(url: string): Promise<void> {
  return new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => done();
    script.onerror = () => {
      script.remove();
      fail(new Error(url));
    };
    document.head.append(script);
  });
}

/** Whether a key belongs to an input method that is composing. Safari sends the Enter that ends a composition when it is
    over already, and tells only by its code. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Says something at the foot of the window, for a while or for good. */
export function tell(text: string): void {
  const toast = document.querySelector(".sc-toast");
  if (toast) toast.textContent = text;
}

/** Hands the visitor a file that was made here. */
export function save(name: string, type: string, text: string, own = false): void {
  const link = document.createElement("a");
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  if (own) link.setAttribute("data-kiosk-own", ""); /* the booth's fence lets it through */
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
