/* The buyer's question: a sentence of selects, answered with works, their owners and where to meet them. */
(function (doc) {
  "use strict";
  const finder = window.showcaseFinder, F = finder.F, R = finder.R, e = finder.escape, PAGE = 60;
  const GROUPS = ["available", "part", "ask", "under-offer", "taken"], MARK = { available: "free", part: "part", ask: "ask", "under-offer": "offer", taken: "sold" };
  const booth = doc.documentElement.hasAttribute("data-booth"); /* no mail and no files: addresses are read */
  let form, out, rows = {}, limits = {};

  function asked() {
    const value = function (name) { return form.elements[name].value; };
    return { right: value("right"), kind: value("kind"), in: value("in"), for: value("for") };
  }
  /* Works by state; of each the rights that are in it and the lines that say so. */
  function answer(q) {
    const found = {}, mask = finder.territory(q.in || "WORLD"), states = finder.answers(q.in, q.for), kinds = F.facets.kind;
    GROUPS.forEach(function (group) { found[group] = []; });
    F.order.forEach(function (w) {
      if (q.kind && kinds.values[kinds.flat[w]] !== q.kind) return;
      const own = states[R.profile[w]];
      let best = 0;
      R.rights.forEach(function (id, r) { if ((!q.right || id === q.right) && own[r] > best) best = own[r]; });
      if (!best) return;
      const rights = R.rights.map(function (id, r) { return r; }).filter(function (r) { return own[r] === best && (!q.right || R.rights[r] === q.right); });
      found[finder.STATE[best]].push({ work: w, rights: rights, mask: mask });
    });
    return found;
  }
  function terms(row, q, group) { /* what the deciding lines add: languages, exclusivity, date */
    const lines = new Set();
    row.rights.forEach(function (r) {
      const told = [];
      finder.answer(R.lines[R.profile[row.work]], r, row.mask, q.for, told);
      told.forEach(function (l) { lines.add(l); });
    });
    const wanted = group === "taken" ? null : group === "under-offer" ? R.offered : R.open;
    const own = Array.from(lines).filter(function (l) { return wanted === null ? R.state[l] !== R.open && R.state[l] !== R.offered : R.state[l] === wanted; });
    const spoken = new Set(), notes = [];
    let all = false, unsaid = false, until = "", exclusive = new Set();
    own.forEach(function (l) {
      const tags = R.languages[R.spoken[l]];
      if (tags === "*") all = true; else if (tags === "?") unsaid = true; else tags.forEach(function (t) { spoken.add(t); });
      if (R.untils[R.until[l]] > until) until = R.untils[R.until[l]];
      exclusive.add(R.exclusive[l]);
    });
    const languages = all ? finder.say("all") : spoken.size ? Array.from(spoken, function (t) { return finder.label("language", t); }).join(F.labels.comma) : unsaid ? finder.say("ask") : "";
    const only = exclusive.size === 1 ? Array.from(exclusive)[0] : 0, status = own.length && group === "taken" ? finder.label("right-status", R.states[R.state[own[0]]]) : "";
    if (languages) notes.push(languages);
    if (only) notes.push(finder.say(only === 2 ? "exclusive" : "nonexclusive"));
    if (until) notes.push(finder.say("until", { date: until }));
    return { languages: languages, exclusive: only ? finder.say(only === 2 ? "exclusive" : "nonexclusive") : "", until: until, notes: notes, status: status };
  }
  function owner(w) { return F.facets.company.flat[F.facets.company.off[w]]; }
  function contact(w) { return finder.store.contacts.of[owner(w)][0] || ["", "", ""]; }
  function row(one, q, group) {
    const w = one.work, name = finder.shown(w), other = finder.second(w, name.text), more = terms(one, q, group), c = contact(w), stand = F.stand.off[w] < F.stand.off[w + 1] ? F.stand.flat[F.stand.off[w]] : -1;
    const rights = one.rights.map(function (r) { return finder.label("right", R.rights[r]); }).join(F.labels.comma);
    const maker = '<a class="sc-ref" href="' + e(finder.href("companies/" + F.makers[owner(w)] + "/")) + '">' + finder.maker(w) + "</a>";
    const place = stand < 0 ? "" : '<a class="sc-ref sc-num" href="' + e(finder.href(finder.store.contacts.stands[stand])) + '">' + e(finder.say("stand")) + " " + finder.standCode(w) + "</a>";
    const ask = c[1] && !booth ? '<a class="sc-ref" href="mailto:' + e(c[1]) + '"><bdi dir="ltr">' + e(c[1]) + "</bdi></a>" : c[1] || c[2] ? '<bdi dir="ltr">' + e(c[1] || c[2]) + "</bdi>" : "";
    const meet = stand < 0 || booth ? "" : finder.store.contacts.meet[stand] || "", when = meet && '<a class="sc-ref" href="' + e(meet) + '" rel="noopener nofollow">' + e(finder.say("meet")) + "</a>";
    return '<li class="sc-rrow"><span class="sc-hit__cover">' + finder.cover(w, "4rem") + '</span><div class="sc-rrow__w"><h3><a href="' + e(finder.href(finder.path(w)) + "#rights") + '"' + finder.foreign(name.lang) + ">" + e(name.text) + "</a>" + finder.mark(name.lang) + "</h3>" +
      (other ? '<p class="sc-card__o"' + finder.foreign(other.lang) + ">" + e(other.text) + "</p>" : "") + '<p class="sc-kind">' + finder.kindLine(w) + '</p></div><p class="sc-rrow__s"><span class="sc-rrow__r"><i class="sc-st sc-st--' + MARK[group] + '"></i><b>' + e(more.status || finder.say(group)) + "</b></span>" +
      '<span>' + e(rights) + "</span>" + more.notes.map(function (n) { return "<span>" + e(n) + "</span>"; }).join("") + '</p><p class="sc-rrow__c">' + maker + place + when + ask + "</p></li>";
  }
  function section(group, q) {
    const all = rows[group];
    if (!all.length) return "";
    const shown = all.slice(0, limits[group]);
    const title = '<h2 class="sc-h">' + e(finder.say(group)) + ' <span class="sc-num">' + finder.number(all.length) + "</span></h2>";
    const list = (group === "ask" ? '<p class="sc-muted">' + e(finder.say("asked")) + "</p>" : "") + '<ul class="sc-rlist">' + shown.map(function (one) { return row(one, q, group); }).join("") + "</ul>" +
      (all.length > shown.length ? '<p class="sc-more"><button type="button" class="sc-btn sc-btn--line" data-more="' + group + '">' + e(finder.say("more")) + "</button></p>" : "");
    return group === "taken" ? '<details class="sc-rsec"><summary>' + title + "</summary>" + list + "</details>" : '<section class="sc-rsec">' + title + list + "</section>";
  }
  function show() {
    const q = asked();
    rows = answer(q);
    const open = rows.available.length + rows.part.length;
    out.querySelector("[role=status]").textContent = finder.count("works", open);
    out.querySelector("[data-csv]").hidden = booth || !GROUPS.some(function (g) { return g !== "taken" && rows[g].length; });
    const query = Object.keys(q).filter(function (k) { return q[k]; }).map(function (k) { return k + "=" + encodeURIComponent(q[k]); }).join("&");
    const link = out.querySelector("[data-list]");
    link.href = finder.href("works/" + (query ? "?" + query : ""));
    link.hidden = !open;
    out.querySelector("[data-rows]").innerHTML = GROUPS.map(function (group) { return section(group, q); }).join("") || nothing(q);
    return query;
  }
  /* One plain sentence, and which word of the question to take out. */
  function nothing(q) {
    const said = Object.keys(q).filter(function (name) { return q[name]; });
    const ways = said.map(function (name) {
      const found = answer(Object.assign({}, q, { [name]: "" }));
      return { name: name, n: found.available.length + found.part.length };
    }).filter(function (way) { return way.n; }).sort(function (a, b) { return b.n - a.n; });
    return '<div class="sc-none"><p>' + e(finder.say(said.length > 1 ? "noneof" : "none")) + "</p><ul>" + ways.map(function (way) {
      const select = form.elements[way.name];
      return '<li><button type="button" class="sc-btn sc-btn--line" data-drop="' + way.name + '">' + e(finder.count("tosee", way.n, { name: select.options[select.selectedIndex].text })) + "</button></li>";
    }).join("") + (ways.length ? "" : '<li><button type="button" class="sc-btn sc-btn--line" data-drop="right kind in for">' + e(finder.say("clear")) + "</button></li>") + "</ul></div>";
  }
  function csv() {
    const q = asked(), lines = [["work", "original", "kind", "right", "territory", "rightlang", "state", "languages", "exclusive", "until_", "company", "stand", "contact", "link"].map(function (key) { return finder.say(key); })];
    GROUPS.filter(function (g) { return g !== "taken"; }).forEach(function (group) {
      rows[group].forEach(function (one) {
        const w = one.work, name = finder.shown(w), other = finder.second(w, name.text), more = terms(one, q, group), c = contact(w), kinds = F.facets.kind;
        const stand = doc.createElement("i");
        stand.innerHTML = finder.standCode(w);
        lines.push([name.text, other ? other.text : "", finder.label("kind", kinds.values[kinds.flat[w]]), one.rights.map(function (r) { return finder.label("right", R.rights[r]); }).join("; "),
          q.in ? finder.label("territory", q.in) : "", q.for ? finder.label("language", q.for) : "", finder.say(group), more.languages, more.exclusive, more.until, F.makerNames[owner(w)], stand.textContent,
          c.filter(Boolean).join("; "), new URL(finder.href(finder.path(w)), location.href).href]);
      });
    });
    const text = "\ufeff" + lines.map(function (cells) {
      return cells.map(function (cell) { return '"' + showcase.cell(cell).replace(/"/g, '""') + '"'; }).join(",");
    }).join("\r\n") + "\r\n";
    const link = doc.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    link.download = ["rights", q.right, q.in, q.for, q.kind].filter(Boolean).join("-") + ".csv";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  finder.mountRights = function (root) {
    form = doc.querySelector("form.sc-say");
    return finder.open("rights").then(function () {
      function read() {
        const query = new URLSearchParams(location.search);
        ["right", "kind", "in", "for"].forEach(function (name) {
          const select = form.elements[name];
          select.value = query.get(name) || "";
          if (select.selectedIndex < 0) select.value = "";
        });
        GROUPS.forEach(function (g) { limits[g] = PAGE; });
      }
      out = doc.createElement("div");
      out.innerHTML = '<div class="sc-bar"><p class="sc-bar__n" role="status"></p><p class="sc-rtools"><a class="sc-link" data-list>' + e(finder.say("aslist")) + '</a><button type="button" class="sc-btn sc-btn--line" data-csv>' + e(finder.say("csv")) + "</button></p></div><div data-rows></div>";
      root.replaceChildren(out);
      read();
      show();
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("change", function () {
        GROUPS.forEach(function (g) { limits[g] = PAGE; });
        const query = show();
        history.pushState(null, "", location.pathname + (query ? "?" + query : ""));
      });
      addEventListener("popstate", function () { read(); show(); });
      out.addEventListener("click", function (event) {
        const button = event.target.closest("button");
        if (!button) return;
        if (button.hasAttribute("data-csv")) csv();
        if (button.dataset.drop) {
          button.dataset.drop.split(" ").forEach(function (name) { form.elements[name].value = ""; });
          form.dispatchEvent(new Event("change"));
          form.elements[button.dataset.drop.split(" ")[0]].focus();
        }
        if (button.dataset.more) { limits[button.dataset.more] += PAGE; show(); }
      });
      root.setAttribute("data-sc-ready", "");
    });
  };
})(document);
