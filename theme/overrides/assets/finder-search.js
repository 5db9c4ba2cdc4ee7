/* The search dialog: results in groups as one types, by keyboard as by touch. */
(function (doc) {
  "use strict";
  const finder = window.showcaseFinder, GROUPS = ["works", "companies", "events", "families", "pages"];
  const LIMIT = { works: 7, companies: 4, events: 3, families: 3, pages: 3 };
  let dialog = null, input, list, status, options = [], at = -1, before = null, timer = 0, loaded = false, asked = "", turn = 0, busy = false, drawn = "", first = null;

  const ICON = '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/></svg>';
  const CROSS = '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>';

  function make() {
    const said = window.showcase.words; /* the dialog opens before its data is there */
    dialog = doc.createElement("dialog");
    dialog.className = "sc sc-sdlg";
    dialog.setAttribute("aria-label", said.search);
    dialog.innerHTML = '<form class="sc-sdlg__form" method="get" action="' + finder.href("works/") + '" role="search">' + ICON +
      '<input type="text" inputmode="search" name="q" autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="sc-found">' +
      '<button type="button" class="sc-sdlg__x">' + CROSS + '</button></form><p class="sc-vh" role="status"></p><div class="sc-sdlg__list" id="sc-found" role="listbox" tabindex="-1"></div>';
    input = dialog.querySelector("input");
    list = dialog.querySelector("[role=listbox]");
    status = dialog.querySelector("[role=status]");
    input.setAttribute("aria-label", said.search);
    input.placeholder = said.search_hint;
    list.setAttribute("aria-label", said.search);
    dialog.querySelector("button").setAttribute("aria-label", said.close);
    doc.body.appendChild(dialog);

    dialog.querySelector("button").addEventListener("click", function () { dialog.close(); });
    dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", function () { if (before && before.focus) before.focus(); });
    list.addEventListener("click", function (event) { if (event.target.closest("a")) dialog.close(); });
    input.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 20); });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && options.length) {
        event.preventDefault();
        mark(at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length);
      } else if (event.key === "Enter" && at >= 0 && options[at]) {
        event.preventDefault();
        options[at].click();
      }
    });
    dialog.querySelector("form").addEventListener("submit", function (event) { if (!input.value.trim()) event.preventDefault(); });
  }

  function mark(next) {
    if (options[at]) options[at].setAttribute("aria-selected", "false");
    at = next;
    const option = options[at];
    if (!option) { input.removeAttribute("aria-activedescendant"); return; }
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function work(i) {
    const name = finder.shown(i), other = finder.second(i, name.text), e = finder.escape;
    return '<a role="option" tabindex="-1" aria-selected="false" class="sc-hit sc-hit--work" href="' + e(finder.href(finder.path(i))) + '"><span class="sc-hit__cover">' + finder.cover(i, "3rem") + "</span><span><b" + finder.foreign(name.lang) + ">" + e(name.text) + "</b>" +
      (other ? ' <span class="sc-o"' + finder.foreign(other.lang) + ">" + e(other.text) + "</span>" : "") +
      '<small class="sc-kind">' + finder.kindLine(i) + '</small><small class="sc-num">' + finder.where(i) + "</small></span></a>";
  }
  function other(entry) {
    const e = finder.escape, note = entry.note ? '<small class="sc-num">' + (entry.group === "companies" ? '<bdi dir="ltr">' + e(entry.note) + "</bdi>" : e(entry.note)) + "</small>" : "";
    return '<a role="option" tabindex="-1" aria-selected="false" class="sc-hit" href="' + e(finder.href(entry.path)) + '"><span><b' + finder.foreign(entry.lang) + ">" + e(entry.title) + "</b>" + note + "</span></a>";
  }

  /* Before anything is typed: the ways into the works, to begin with none of them chosen. */
  function ways() {
    const e = finder.escape, F = finder.F, groups = finder.store.facets.groups, kinds = F.facets.kind, per = {};
    for (let w = 0; w < F.n; w++) { const kind = kinds.values[kinds.flat[w]]; per[kind] = (per[kind] || 0) + 1; }
    const rows = Object.keys(groups).map(function (group) {
      const n = groups[group].reduce(function (sum, kind) { return sum + (per[kind] || 0); }, 0);
      return n ? option("list/works/group/" + group + "/", '<i class="sc-seal" data-s="' + F.seals[groups[group][0]] + '"></i>', e(finder.label("group", group)) + ' <small class="sc-num">' + finder.number(n) + "</small>", " sc-hit--way") : "";
    }).join("");
    return rows && '<div role="group" aria-label="' + e(finder.say("bykind")) + '"><p class="sc-sdlg__h" aria-hidden="true">' + e(finder.say("bykind")) + "</p>" + rows + every() + "</div>";
  }
  function option(path, before, text, css) {
    return '<a role="option" tabindex="-1" aria-selected="false" class="sc-hit' + css + '" href="' + finder.escape(finder.href(path)) + '">' + before + "<span>" + text + "</span></a>";
  }
  function every() { return option("works/", "", finder.escape(finder.say("everywork")), " sc-hit--all"); }
  function put(html) {
    if (html === drawn && list.firstElementChild === first) return; /* as it is: a finger may be on one of them */
    drawn = html;
    list.innerHTML = html;
    first = list.firstElementChild;
    list.scrollTop = 0;
    options = Array.prototype.slice.call(list.querySelectorAll("[role=option]"));
    options.forEach(function (option, k) { option.id = "sc-hit-" + k; });
    input.setAttribute("aria-expanded", String(options.length > 0));
    at = -1;
    mark(-1);
  }

  function show() {
    if (!loaded) return;
    const query = input.value.trim();
    const mine = ++turn;
    if (!query) { status.textContent = ""; put(ways()); return; }
    if (busy) return; /* what is typed meanwhile is asked for afterwards, and only the last of it */
    busy = true;
    finder.ask(query).then(function (found) {
      busy = false;
      if (mine === turn) paint(query, found); else show();
    }).catch(function () { busy = false; failed(); });
  }
  function paint(query, found) {
    const kept = query === asked && options[at] ? options[at].getAttribute("href") : null; /* chosen while the index was filling */
    asked = query;
    const groups = { works: found.works.map(work_) };
    found.others.forEach(function (entry) { (groups[entry.group] = groups[entry.group] || []).push(entry); });
    let html = "", n = 0;
    if (found.close) html += '<p class="sc-sdlg__note" aria-hidden="true">' + finder.escape(finder.say("close_matches")) + "</p>";
    GROUPS.forEach(function (group) {
      const all = groups[group] || [];
      if (!all.length) return;
      n += all.length;
      html += '<div role="group" aria-label="' + finder.escape(finder.say(group)) + '"><p class="sc-sdlg__h" aria-hidden="true">' + finder.escape(finder.say(group)) + (all.length > LIMIT[group] ? ' <span class="sc-num">' + finder.number(all.length) + "</span>" : "") + "</p>";
      html += all.slice(0, LIMIT[group]).map(group === "works" ? function (w) { return work(w.id); } : other).join("");
      if (group === "works") html += option("works/?q=" + encodeURIComponent(query), "", finder.escape(finder.say("allworks")), " sc-hit--all");
      html += "</div>";
    });
    if (!n) html = '<p class="sc-sdlg__none" aria-hidden="true">' + finder.escape(finder.say("nothing", { query: query })) + "<br><span>" + finder.escape(finder.say("try")) + "</span></p>" + every();
    put(html);
    if (n) mark(Math.max(0, options.findIndex(function (option) { return option.getAttribute("href") === kept; })));
    status.textContent = n ? (found.close ? finder.say("close_matches") + " " : "") + finder.count("results", n) : finder.say("nothing", { query: query });
  }
  function work_(id) { return { id: id }; }

  finder.openSearch = function (text) {
    if (!dialog) make();
    if (dialog.open) { input.select(); return; }
    before = doc.activeElement;
    if (text !== undefined) input.value = text;
    dialog.showModal();
    input.focus();
    input.select();
    dialog.setAttribute("aria-busy", "true");
    return finder.open("words").then(function () {
      dialog.removeAttribute("aria-busy");
      loaded = true;
      show();
      return finder.fill();
    }).then(function () { if (dialog.open && input.value.trim()) show(); }).catch(failed);
  };
  function failed() {
    dialog.removeAttribute("aria-busy");
    list.innerHTML = '<p class="sc-sdlg__none">' + window.showcase.words.search_failed.replace(/[&<>]/g, "") + "</p>";
  }
})(document);
