/* The list of works as a finder: facets, words, chips, sorting; all of it in the address.
   Takes over the plain list, which stays as it is until somebody asks for something. */
(function (doc) {
  "use strict";
  const finder = window.showcaseFinder, PAGE = 60, FEW = 10, e = finder.escape;
  const ORDER = ["kind", "right", "genre", "language", "company", "hall", "age", "year", "status", "seeking"];
  const SIZES = "(min-width:45em) 24vw,46vw";
  const CROSS = '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>';
  const SLIDERS = '<svg class="sc-ico" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 8h9m4 0h3M4 16h3m4 0h9"/><circle cx="15" cy="8" r="2"/><circle cx="9" cy="16" r="2"/></svg>';
  const F = finder.F, R = finder.R;
  let state, form, bar, grid, chips, total, sort, field, button, pager, note, more, empty, apart, sheet, found = null, list = [], shownCount = PAGE;
  let pristine = true, plain = null;

  /* --- the address --- */
  function read() {
    const query = new URLSearchParams(location.search), out = { q: (query.get("q") || "").trim(), sort: query.get("sort") || "", in: query.get("in") || "", for: query.get("for") || "", show: Math.max(PAGE, Math.min(3000, +query.get("show") || PAGE)) };
    finder.FACETS.concat("right").forEach(function (name) {
      const known = name === "right" ? R.rights : F.facets[name].values, set = new Set();
      query.getAll(name).forEach(function (value) { value.split(",").forEach(function (id) { if (id && known.includes(id)) set.add(id); }); });
      out[name] = set;
    });
    if (out.in && !F.labels.labels.territory[out.in]) out.in = "";
    return out;
  }
  function address(s) {
    const parts = [];
    function put(name, value) { if (value) parts.push(name + "=" + encodeURIComponent(value).replace(/%2C/g, ",").replace(/%20/g, "+")); }
    put("q", s.q);
    ["group"].concat(ORDER).forEach(function (name) {
      put(name, Array.from(s[name]).join(","));
      if (name === "right") { put("in", s.in); put("for", s.for); }
    });
    put("sort", s.sort);
    if (s.show > PAGE) put("show", s.show);
    return location.pathname + (parts.length ? "?" + parts.join("&") : "");
  }
  function changed(replace) {
    history[replace ? "replaceState" : "pushState"](null, "", address(state));
    const top = bar.getBoundingClientRect().top;
    if (top < 0 && !sheet) scrollBy({ top: top - 96, behavior: "instant" });
    apply();
  }
  function bare(s) { return !s.q && !s.in && !s.for && !s.sort && ["group"].concat(ORDER).every(function (name) { return !s[name].size; }); }

  /* --- cards, as theme/pages/parts/card.html makes them --- */
  function card(i) {
    const name = finder.shown(i), other = finder.second(i, name.text);
    let right = "";
    if (state.right.size || state.in || state.for) {
      const own = finder.answers(state.in, state.for)[R.profile[i]];
      let best = -1;
      R.rights.forEach(function (id, r) { if ((!state.right.size || state.right.has(id)) && own[r] && (best < 0 || own[r] > own[best])) best = r; });
      if (best >= 0) {
        const word = finder.STATE[own[best]], mark = { available: "free", part: "part", ask: "part", "under-offer": "offer", taken: "sold" }[word];
        right = '<p class="sc-card__r"><i class="sc-st sc-st--' + mark + '"></i>' + e(finder.say("labelled", { label: finder.label("right", R.rights[best]), text: finder.say(word) })) + "</p>";
      }
    }
    return '<article class="sc-card"><div class="sc-cover' + (F.illustrated.has(i) ? " sc-cover--ill" : "") + '">' + finder.cover(i, SIZES) + '</div>\n<h2 class="sc-card__t"><a href="' + e(finder.href(finder.path(i))) + '"' + finder.foreign(name.lang) + ">" + e(name.text) + "</a>" + finder.mark(name.lang) + "</h2>\n" +
      (other ? '<p class="sc-card__o"' + finder.foreign(other.lang) + ">" + e(other.text) + "</p>\n" : "") +
      '<p class="sc-kind">' + finder.kindLine(i) + '</p><p class="sc-card__w">' + finder.where(i) + "</p>" + right + "</article>";
  }

  /* --- facets --- */
  const facets = Object.create(null);
  function vocabulary(name, id) {
    return name === "company" ? F.makerNames[F.makers.indexOf(id)] : finder.label(name === "right" ? "right" : name, id);
  }
  function details(name, open, inner) {
    return '<details data-facet="' + name + '"' + (open ? " open" : "") + "><summary><span>" + e(finder.say(name)) + '</span></summary>' + inner + "</details>";
  }
  function makeForm() {
    const all = finder.filter(read0(), null);
    form = doc.createElement("form");
    form.className = "sc-facets sc-facets--on";
    form.setAttribute("aria-label", finder.say("filters"));
    let html = "", openLeft = 2;
    ORDER.forEach(function (name) {
      const ids = name === "right" ? R.rights : F.facets[name].values, counts = name === "right" ? all.rights : all.counts[name];
      let entries = ids.map(function (id, v) { return { id: id, n: counts[v], text: id ? vocabulary(name, id) : "" }; }).filter(function (x) { return x.id && x.n; });
      if (!entries.length) return;
      if (name === "year") entries.sort(function (a, b) { return b.id - a.id; });
      else if (name === "kind" || name === "hall" || name === "status") { /* in their own order */ }
      else if (name === "age") entries.sort(function (a, b) { return a.text.localeCompare(b.text, doc.documentElement.lang, { numeric: true }); });
      else entries.sort(function (a, b) { return b.n - a.n || a.text.localeCompare(b.text, doc.documentElement.lang); });
      facets[name] = entries;
      let inner = name === "right" ? where() : "";
      const long = entries.length > FEW + 2;
      if (entries.length > 30) inner += '<p class="sc-facets__find"><input type="search" autocomplete="off" aria-label="' + e(finder.say("within_facet", { name: finder.say(name) })) + '" placeholder="' + e(finder.say("search")) + '"></p>';
      inner += "<ul></ul>";
      if (long && entries.length <= 30) inner += '<button type="button" class="sc-link sc-facets__more" aria-expanded="false">' + e(finder.say("allvalues", { number: finder.number(entries.length) })) + "</button>";
      const active = state[name].size || name === "right" && (state.in || state.for);
      html += details(name, active || openLeft-- > 0, inner);
    });
    form.innerHTML = html + '<p class="sc-facets__end"><button type="button" class="sc-btn sc-btn--line" data-clear>' + e(finder.say("clear")) + '</button><button type="button" class="sc-btn sc-btn--key" data-apply></button></p>';
    form.querySelectorAll("[data-facet]").forEach(function (box) { fillFacet(box, ""); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    form.addEventListener("change", function (event) {
      const input = event.target, box = input.closest("[data-facet]");
      if (input.type === "checkbox") {
        const set = state[box.dataset.facet];
        if (input.checked) set.add(input.value); else set.delete(input.value);
      } else if (input.name === "in" || input.name === "for") state[input.name] = input.value;
      else return;
      state.show = PAGE;
      changed();
    });
    form.addEventListener("input", function (event) {
      const box = event.target.closest("[data-facet]");
      if (event.target.type === "search" && box) fillFacet(box, event.target.value);
    });
    form.addEventListener("click", function (event) {
      const hit = event.target.closest("button");
      if (!hit) return;
      if (hit.classList.contains("sc-facets__more")) {
        hit.setAttribute("aria-expanded", "true");
        hit.hidden = true;
        const box = hit.closest("[data-facet]");
        box.dataset.all = "1";
        fillFacet(box, "");
        const next = box.querySelectorAll("input[type=checkbox]")[FEW];
        if (next) next.focus();
      } else if (hit.hasAttribute("data-clear")) clear();
      else if (hit.hasAttribute("data-apply") && sheet) sheet.close();
    });
  }
  function where() {
    const labels = F.labels.labels.territory, tongue = doc.documentElement.lang;
    function option(id, text, now) { return '<option value="' + e(id) + '"' + (id === now ? " selected" : "") + ">" + e(text) + "</option>"; }
    const sets = Object.keys(R.sets), countries = R.countries.slice().sort(function (a, b) { return labels[a].localeCompare(labels[b], tongue); });
    const spoken = new Set();
    R.languages.forEach(function (l) { if (typeof l !== "string") l.forEach(function (tag) { spoken.add(tag); }); });
    const tags = Array.from(spoken).sort(function (a, b) { return finder.label("language", a).localeCompare(finder.label("language", b), tongue); });
    return '<div class="sc-facets__where"><label class="sc-sel"><span class="sc-vh">' + e(finder.say("territory")) + '</span><select name="in">' + option("", finder.say("anywhere"), state.in) +
      '<optgroup label="' + e(finder.say("regions")) + '">' + sets.map(function (c) { return option(c, labels[c], state.in); }).join("") + '</optgroup><optgroup label="' + e(finder.say("countries")) + '">' + countries.map(function (c) { return option(c, labels[c], state.in); }).join("") + "</optgroup></select></label>" +
      (tags.length ? '<label class="sc-sel"><span class="sc-vh">' + e(finder.say("rightlang")) + '</span><select name="for">' + option("", finder.say("anylang"), state.for) + tags.map(function (t) { return option(t, finder.label("language", t), state.for); }).join("") + "</select></label>" : "") + "</div>";
  }
  function fillFacet(box, wanted) {
    const name = box.dataset.facet, entries = facets[name], words = finder.fold(wanted);
    let visible = entries;
    if (words) visible = entries.filter(function (x) { return (" " + finder.fold(x.text)).includes(words); }).slice(0, 40);
    else if (!box.dataset.all && entries.length > FEW + 2) visible = entries.filter(function (x, k) { return k < FEW || state[name].has(x.id); });
    box.querySelector("ul").innerHTML = visible.map(function (x) {
      const lang = name === "company" ? finder.foreign(F.labels.makers.other[F.makers.indexOf(x.id)]) : "";
      return '<li><label><input type="checkbox" value="' + e(x.id) + '"' + (state[name].has(x.id) ? " checked" : "") + "><span" + lang + ">" + e(x.text) + "</span><span></span></label></li>";
    }).join("");
    if (found) paintCounts(box);
  }
  function paintCounts(box) {
    const name = box.dataset.facet, counts = name === "right" ? found.rights : found.counts[name], ids = name === "right" ? R.rights : F.facets[name].values;
    const at = new Map(ids.map(function (id, v) { return [id, v]; }));
    box.querySelectorAll("label > input[type=checkbox]").forEach(function (input) {
      const n = counts[at.get(input.value)], on = state[name].has(input.value);
      input.checked = on;
      input.parentNode.lastElementChild.textContent = finder.number(n);
      input.parentNode.classList.toggle("is-none", !n && !on);
    });
    let badge = box.querySelector("summary b");
    const active = state[name].size + (name === "right" ? (state.in ? 1 : 0) + (state.for ? 1 : 0) : 0);
    if (active && !badge) { badge = doc.createElement("b"); box.querySelector("summary span").appendChild(badge); }
    if (badge) { badge.textContent = active ? finder.number(active) : ""; badge.hidden = !active; }
  }
  function read0() {
    const out = { q: "", sort: "", in: "", for: "", show: PAGE };
    finder.FACETS.concat("right").forEach(function (name) { out[name] = new Set(); });
    return out;
  }
  function clear() {
    state = Object.assign(read0(), { sort: state.sort });
    if (field) field.value = "";
    changed();
    total.focus();
  }

  /* --- chips --- */
  function active() { /* [{name, remove}] in the order of the facets */
    const out = [];
    if (state.q) out.push({ key: "q", text: finder.say("forquery", { query: state.q }), remove: function () { state.q = ""; field.value = ""; } });
    ["group"].concat(ORDER).forEach(function (name) {
      if (name === "right" && (state.right.size || state.in || state.for)) {
        const place = [state.in ? finder.label("territory", state.in) : "", state.for ? finder.label("language", state.for) : ""].filter(Boolean).join(F.labels.comma);
        const rights = state.right.size ? Array.from(state.right) : [""];
        rights.forEach(function (id) {
          const what = id ? finder.label("right", id) : finder.say("anyright");
          out.push({ key: "right", text: place ? finder.say("right_in", { right: what, territory: place }) : what, remove: function () {
            state.right.delete(id);
            if (!state.right.size) { state.in = ""; state.for = ""; }
          } });
        });
        return;
      }
      state[name].forEach(function (id) { out.push({ key: name, text: vocabulary(name, id), remove: function () { state[name].delete(id); } }); });
    });
    return out;
  }
  function paintChips() {
    const all = active();
    chips.innerHTML = all.map(function (chip, k) {
      return '<li><button type="button" class="sc-chip sc-chip--on" data-k="' + k + '" aria-label="' + e(finder.say("remove", { name: chip.text })) + '"><span>' + e(chip.text) + "</span>" + CROSS + "</button></li>";
    }).join("") + (all.length > 1 ? '<li><button type="button" class="sc-chip sc-chip--clear" data-clear>' + e(finder.say("clear")) + "</button></li>" : "");
    chips.hidden = !all.length;
    const n = all.length;
    button.innerHTML = SLIDERS + e(finder.say("filters")) + (n ? " <b>" + finder.number(n) + "</b>" : "");
  }

  /* --- the result --- */
  function sorted(works, ranked) {
    const by = state.sort || (state.q ? "best" : "recommended"), out = works.slice(), rank = F.rank;
    if (by === "best" && ranked) {
      const at = new Map(ranked.map(function (w, k) { return [w, k]; }));
      return out.sort(function (a, b) { return at.get(a) - at.get(b); });
    }
    if (by === "title") {
      const collator = new Intl.Collator(doc.documentElement.lang, { numeric: true }), names = new Map(out.map(function (w) { return [w, finder.shown(w).text]; }));
      return out.sort(function (a, b) { return collator.compare(names.get(a), names.get(b)) || rank[a] - rank[b]; });
    }
    if (by === "newest") return out.sort(function (a, b) { return F.added[b] - F.added[a] || rank[a] - rank[b]; });
    if (by === "year") return out.sort(function (a, b) { return F.released[b] - F.released[a] || rank[a] - rank[b]; });
    return out.sort(function (a, b) { return rank[a] - rank[b]; });
  }
  let asked = 0;
  function apply() { /* what is to be seen, or the promise of it */
    const mine = ++asked;
    if (!state.q && bare(state) && pristine) return paint(null, false);
    if (!state.q) return finder.open("titles").then(function () { if (mine === asked) paint(null, false); }).catch(failed);
    grid.setAttribute("aria-busy", "true");
    const hits = function (result) { if (mine === asked) hitsOf(result); };
    finder.open("words").then(function () { return finder.ask(state.q); }).then(hits)
      .then(finder.fill).then(function () { return mine === asked ? finder.ask(state.q).then(hits) : null; })
      .catch(failed).then(function () { grid.removeAttribute("aria-busy"); });
    return null;
  }
  function failed() { doc.querySelector(".sc-toast").textContent = window.showcase.words.search_failed; }
  function hitsOf(result) {
    const hits = new Uint8Array(F.n);
    result.works.forEach(function (w) { hits[w] = 1; });
    paint(hits, result.close, result.works);
  }
  function paint(hits, close, ranked) {
    found = finder.filter(state, hits);
    list = sorted(found.works, ranked);
    total.textContent = finder.count("works", list.length);
    paintChips();
    form.querySelectorAll("[data-facet]").forEach(paintCounts);
    form.querySelector("[data-apply]").textContent = finder.count("works", list.length);
    form.querySelector("select[name=in]") && (form.querySelector("select[name=in]").value = state.in);
    form.querySelector("select[name=for]") && (form.querySelector("select[name=for]").value = state.for);
    sort.value = state.sort || (state.q ? "best" : "recommended");
    sort.querySelector("[value=best]").hidden = !state.q;
    paintKinds();
    note.hidden = !(close && state.q && list.length);
    if (bare(state) && pristine) { more.hidden = list.length <= PAGE; shownCount = PAGE; empty.hidden = true; apart.hidden = true; return; }
    pristine = false;
    shownCount = Math.min(state.show, Math.max(PAGE, list.length));
    grid.innerHTML = list.slice(0, shownCount).map(card).join("\n");
    told();
    more.hidden = list.length <= shownCount;
    paintEmpty();
    paintApart();
  }
  function told() { /* whoever adds something to cards hears of new ones */
    grid.dispatchEvent(new CustomEvent("showcase:cards", { bubbles: true }));
  }
  function paintEmpty() {
    empty.hidden = list.length > 0;
    if (list.length) return;
    const names = active(), ways = found.active.map(function (key) { return { key: key, n: found.without[key] }; }).filter(function (way) { return way.n; }).sort(function (a, b) { return b.n - a.n; }).slice(0, 3);
    let html = "<p>" + e(finder.say(names.length > 1 ? "noneof" : "none")) + "</p>";
    if (ways.length) html += "<ul>" + ways.map(function (way) {
      const what = names.filter(function (chip) { return chip.key === way.key; }).map(function (chip) { return chip.text; }).join(F.labels.comma);
      return '<li><button type="button" class="sc-btn sc-btn--line" data-drop="' + way.key + '">' + e(finder.count("tosee", way.n, { name: what })) + "</button></li>";
    }).join("") + "</ul>";
    else html += '<p class="sc-muted">' + e(finder.say("try")) + '</p><p><button type="button" class="sc-btn sc-btn--line" data-clear>' + e(finder.say("clear")) + "</button></p>";
    empty.innerHTML = html;
  }
  function paintApart() { /* works that are open, but do not say for which languages */
    apart.hidden = !found.asked.length;
    if (apart.hidden) { apart.innerHTML = ""; return; }
    const works = sorted(found.asked, null);
    apart.innerHTML = '<h2 class="sc-h">' + e(finder.count("asked", works.length)) + '</h2><p class="sc-muted">' + e(finder.say("asked")) + '</p><div class="sc-grid">' + works.slice(0, PAGE).map(card).join("\n") + "</div>";
  }
  function paintKinds() {
    doc.querySelectorAll(".sc-kinds a").forEach(function (link) {
      const group = (/list\/works\/group\/([^/]+)\//.exec(link.getAttribute("href")) || [])[1] || "";
      const on = group ? state.group.has(group) : !state.group.size;
      if (on) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      const count = link.querySelector(".sc-num"), v = F.facets.group.values.indexOf(group);
      let n = 0;
      if (group) n = found.counts.group[v]; else for (const c of found.counts.group) n += c;
      if (count) count.textContent = finder.number(n);
    });
  }

  function openSheet() {
    if (!sheet) {
      sheet = doc.createElement("dialog");
      sheet.className = "sc sc-sheet";
      sheet.innerHTML = '<div class="sc-sheet__top"><h2>' + e(finder.say("filters")) + '</h2><button type="button" class="sc-sdlg__x" aria-label="' + e(finder.say("close")) + '">' + CROSS + "</button></div>";
      sheet.setAttribute("aria-label", finder.say("filters"));
      sheet.querySelector("button").addEventListener("click", function () { sheet.close(); });
      sheet.addEventListener("click", function (event) { if (event.target === sheet) sheet.close(); });
      sheet.addEventListener("close", function () { bar.parentNode.parentNode.insertBefore(form, bar.parentNode); button.focus(); });
      doc.body.appendChild(sheet);
    }
    sheet.appendChild(form);
    sheet.showModal();
  }

  function element(tag, css, hidden) {
    const node = doc.createElement(tag);
    node.className = css;
    node.hidden = !!hidden;
    return node;
  }
  finder.mountWorks = function (root) {
    return finder.open("facets").then(function () {
      state = read();
      bar = root.querySelector(".sc-bar");
      grid = root.querySelector(".sc-grid");
      pager = root.querySelector(".sc-pager");
      plain = root.querySelector(".sc-facets");
      makeForm();
      plain.replaceWith(form);
      total = bar.querySelector(".sc-bar__n");
      total.setAttribute("role", "status");
      total.tabIndex = -1;
      button = bar.querySelector(".sc-facetbtn");
      const real = element("button", button.className);
      real.type = "button";
      button.replaceWith(real);
      button = real;
      button.addEventListener("click", openSheet);
      chips = element("ul", "sc-chips");
      chips.setAttribute("aria-label", finder.say("active"));
      total.after(chips);
      const label = element("label", "sc-sel");
      label.innerHTML = '<span class="sc-muted">' + e(finder.say("sort")) + "</span><select>" + [["best", "best"], ["recommended", "recommended"], ["newest", "newest"], ["title", "title"], ["year", "byyear"]].map(function (pair) { return '<option value="' + pair[0] + '">' + e(finder.say(pair[1])) + "</option>"; }).join("") + "</select>";
      chips.after(label);
      sort = label.querySelector("select");
      sort.addEventListener("change", function () { state.sort = sort.value === (state.q ? "best" : "recommended") ? "" : sort.value; state.show = PAGE; changed(); });
      if (pager) pager.hidden = true;
      note = element("p", "sc-close", true);
      note.textContent = finder.say("close_matches");
      grid.before(note);
      more = element("p", "sc-more", true);
      more.innerHTML = '<button type="button" class="sc-btn sc-btn--line">' + e(finder.say("more")) + "</button>";
      empty = element("div", "sc-none", true);
      apart = element("section", "sc-apart", true);
      grid.after(empty, more, apart);
      more.firstChild.addEventListener("click", function () { finder.open("titles").then(showMore).catch(failed); });
      function showMore() {
        const from = shownCount;
        shownCount += PAGE;
        state.show = shownCount;
        grid.insertAdjacentHTML("beforeend", list.slice(from, shownCount).map(card).join("\n"));
        told();
        more.hidden = list.length <= shownCount;
        history.replaceState(null, "", address(state));
        pristine = false;
        const next = grid.children[from];
        if (next) next.querySelector("a").focus({ preventScroll: true });
      }
      root.addEventListener("click", function (event) {
        const hit = event.target.closest("button");
        if (!hit) return;
        if (hit.dataset.k !== undefined) {
          const k = +hit.dataset.k;
          active()[k].remove();
          state.show = PAGE;
          changed();
          const left = chips.querySelectorAll("button[data-k]");
          (left[Math.min(k, left.length - 1)] || total).focus();
        } else if (hit.dataset.drop) {
          if (hit.dataset.drop === "right") { state.right.clear(); state.in = ""; state.for = ""; }
          else if (hit.dataset.drop === "q") { state.q = ""; field.value = ""; }
          else state[hit.dataset.drop].clear();
          changed();
          total.focus();
        } else if (hit.hasAttribute("data-clear") && !form.contains(hit)) clear();
      });
      doc.querySelectorAll(".sc-kinds a").forEach(function (link) {
        link.addEventListener("click", function (event) {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          const group = (/list\/works\/group\/([^/]+)\//.exec(link.getAttribute("href")) || [])[1];
          state.group = new Set(group ? [group] : []);
          state.show = PAGE;
          changed();
        });
      });
      const search = doc.querySelector("[data-sc-q]");
      field = search.querySelector("input");
      field.value = state.q;
      let timer = 0;
      search.addEventListener("submit", function (event) { event.preventDefault(); typed(true); });
      field.addEventListener("focus", function () { finder.open("words").then(finder.fill); }, { once: true });
      field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(typed, 60); });
      function typed(enter) {
        const was = state.q;
        state.q = field.value.trim();
        if (was === state.q && !enter) return;
        state.show = PAGE;
        changed(enter === true || !!was === !!state.q); /* one step back is enough for a word */
      }
      addEventListener("popstate", function () {
        state = read();
        field.value = state.q;
        form.querySelectorAll("[data-facet]").forEach(function (box) { fillFacet(box, ""); });
        apply();
      });
      ["pointerover", "focusin"].forEach(function (event) { /* titles are soon wanted */
        root.addEventListener(event, function () { finder.open("titles").catch(function () { /* asked for again later */ }); }, { once: true });
      });
      return Promise.resolve(apply()).then(function () { root.setAttribute("data-sc-ready", ""); });
    });
  };
})(document);
